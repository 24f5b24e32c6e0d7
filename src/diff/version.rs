//! Which version a changed notice should have.

use jiff::civil::Date;

use super::Class;
use crate::declaration::version::numbers;

/// The next version after a change of a class: the first number is raised by a fundamental change, the second by a material one,
/// the third by other words; a version with fewer numbers raises its last one instead. A version that is a day becomes
/// `day`. `None` where nothing need be raised, for a year and for any other name.
#[must_use]
pub fn suggested(version: &str, class: Class, day: Option<Date>) -> Option<String> {
    let at = match class {
        Class::Editorial => return None,
        Class::Review => 2,
        Class::Material => 1,
        Class::Fundamental => 0,
    };
    let version = version.trim();
    if let Ok(old) = version.parse::<Date>() {
        return day.filter(|day| *day > old).map(|day| day.to_string());
    }
    let mut parts = numbers(version)?;
    // A year, or a number with a nought before it, counts in a way that is the author's.
    let padded = version.split('.').any(|part| part.len() > 1 && part.starts_with('0'));
    if padded || parts.first().is_some_and(|first| *first >= 1900) {
        return None;
    }
    let at = at.min(parts.len().checked_sub(1)?);
    parts[at] = parts[at].checked_add(1)?;
    parts[at + 1..].fill(0);
    let mark: String = version.chars().take_while(|one| !one.is_ascii_digit()).collect();
    let numbers: Vec<String> = parts.iter().map(u32::to_string).collect();
    Some(format!("{mark}{}", numbers.join(".")))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_class_raises_its_number() {
        let day = Some(date(2026, 12, 1));
        for (old, class, new) in [
            ("2.1.3", Class::Fundamental, Some("3.0.0")),
            ("2.1.3", Class::Material, Some("2.2.0")),
            ("2.1.3", Class::Review, Some("2.1.4")),
            ("2.1.3", Class::Editorial, None),
            ("2.1", Class::Review, Some("2.2")),
            ("v7", Class::Material, Some("v8")),
            ("2026-05-01", Class::Review, Some("2026-12-01")),
            ("2027-05-01", Class::Review, None),
            ("May 2018", Class::Fundamental, None),
            ("2018", Class::Material, None),
            ("2026.05.01", Class::Material, None),
            ("02.09", Class::Review, None),
            ("1.4294967295", Class::Review, None),
        ] {
            assert_eq!(suggested(old, class, day).as_deref(), new, "{old} {class:?}");
        }
    }
}
