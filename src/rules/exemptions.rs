//! Exemptions from informing: GDPR Arts. 13(4) and 14(5), UK GDPR Arts. 13(5) and 14(5) to (7).

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
