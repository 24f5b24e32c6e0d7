//! The author's words: GDPR Art. 12(1), WP260 rev.01.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
