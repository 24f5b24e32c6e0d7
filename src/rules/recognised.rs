//! Recognised legitimate interests: UK GDPR Art. 6(1)(ea) and Annex 1.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
