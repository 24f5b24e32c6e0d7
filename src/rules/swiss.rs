//! What the Swiss FADP asks beside, or instead of, the GDPR: Arts. 14, 16, 17, 19 and 21.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
