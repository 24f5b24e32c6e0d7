//! New purposes for data that are there already: GDPR Arts. 6(4), 13(3) and 14(4), UK GDPR Art. 8A.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
