//! Children: GDPR Arts. 8 and 12(1), UK GDPR Arts. 8 and 25(1A), PA18 s. 9.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
