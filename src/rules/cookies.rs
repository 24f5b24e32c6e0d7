//! Storage on the reader's device: Directive 2002/58/EC Art. 5(3), PECR reg. 6 and Sch. A1.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
