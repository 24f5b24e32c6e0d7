//! The AI Act beside the notice: Regulation (EU) 2024/1689, Arts. 26, 50 and 86.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
