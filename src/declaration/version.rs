//! Versions of a notice as numbers, so that they can be put in order.

use std::cmp::Ordering;

use jiff::civil::Date;

/// A version as numbers, such as `2.1.0` or `V1`; `None` for any other name.
#[must_use]
pub fn numbers(version: &str) -> Option<Vec<u32>> {
    let plain = version.trim().trim_start_matches(['v', 'V']).trim();
    plain.split('.').map(|part| part.parse().ok()).collect()
}

/// The order of two versions, where both are numbers or days; `2` is `2.0`.
#[must_use]
pub fn order(a: &str, b: &str) -> Option<Ordering> {
    if let (Ok(a), Ok(b)) = (a.trim().parse::<Date>(), b.trim().parse::<Date>()) {
        return Some(a.cmp(&b));
    }
    let (mut a, mut b) = (numbers(a)?, numbers(b)?);
    let length = a.len().max(b.len());
    a.resize(length, 0);
    b.resize(length, 0);
    Some(a.cmp(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(order("2", "2.0.0"), Some(Ordering::Equal));
        assert_eq!(order("2.10", "2.9"), Some(Ordering::Greater));
        assert_eq!(order("V1", "2.0"), Some(Ordering::Less));
        assert_eq!(order("May 2018", "2.0"), None);
        assert_eq!(order("2026-10-01", "2025-11-01"), Some(Ordering::Greater));
    }
}
