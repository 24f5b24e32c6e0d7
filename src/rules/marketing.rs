//! Direct marketing by electronic means: Directive 2002/58/EC Art. 13, PECR reg. 22.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
