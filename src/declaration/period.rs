//! Spans of time: how long data is kept, and how long something stays on a device.
//!
//! A span is its length and not its spelling: `12 months` and `1 year` are one value, and whatever prints it prints it alike.

use std::fmt;
use std::str::FromStr;

/// A calendar period such as `12 months`, `1 year 6 months` or `P1Y6M`; longer than nothing, without hours.
///
/// Years and months are one unit, weeks and days another: `12 months` equals `1 year`, `7 days` equals `1 week`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Whole months, twelve a year.
    pub months: u32,
    /// Whole days, seven a week.
    pub days: u32,
}

/// How long something stays on a device: `session`, `persistent`, or a time such as `2 years` or `30 minutes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lifetime {
    /// Until the browser is closed.
    Session,
    /// Until the reader deletes it.
    Persistent,
    /// Calendar time.
    Period(Period),
    /// Hours and minutes, in minutes.
    Minutes(u32),
}

impl Period {
    /// Counts of the units that people use for its length, the largest first: 12 months and 2 years, 14 days and 6 weeks. A count
    /// of 0 is not said.
    #[must_use]
    pub fn counts(self) -> [(&'static str, u32); 3] {
        let in_years = self.months >= 24;
        let (years, months) = if in_years { (self.months / 12, self.months % 12) } else { (0, self.months) };
        let weeks = self.days >= 21 && self.days.is_multiple_of(7);
        let days = if weeks { ("week", self.days / 7) } else { ("day", self.days) };
        [("year", years), ("month", months), days]
    }

    /// Twice the period.
    #[must_use]
    pub fn doubled(self) -> Self {
        Self { months: self.months.saturating_mul(2), days: self.days.saturating_mul(2) }
    }

    /// Roughly its length in days, for comparing periods of different units.
    #[must_use]
    pub fn rough_days(self) -> u64 {
        u64::from(self.months) * 3044 / 100 + u64::from(self.days)
    }
}

/// Minutes in the units that people use: 90 minutes, 24 hours.
#[must_use]
pub fn clock(minutes: u32) -> [(&'static str, u32); 2] {
    let hours = minutes.is_multiple_of(60);
    if hours { [("hour", minutes / 60), ("minute", 0)] } else { [("hour", 0), ("minute", minutes)] }
}

/// A span of time as calendar days and longer, and as minutes.
fn calendar(text: &str) -> Result<(Period, u32), String> {
    let wrong = |why: &str| {
        format!("`{text}` is no period: {why}\na period is written `12 months`, `1 year 6 months` or `P1Y6M`")
    };
    let spaced = text.replace(" and ", " ");
    let span: jiff::Span = spaced.trim().parse().map_err(|_| wrong("it can't be read"))?;
    if span.is_negative() {
        return Err(wrong("it is negative"));
    }
    let finer = [span.get_seconds(), span.get_milliseconds(), span.get_microseconds(), span.get_nanoseconds()];
    if finer.iter().any(|count| *count != 0) {
        return Err(wrong("it is finer than a minute"));
    }
    let months = i64::from(span.get_years()) * 12 + i64::from(span.get_months());
    let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
    let minutes = i64::from(span.get_hours()) * 60 + span.get_minutes();
    let small = |value: i64| u32::try_from(value).map_err(|_| wrong("it is too long"));
    Ok((Period { months: small(months)?, days: small(days)? }, small(minutes)?))
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let help = "\na period is written `12 months`, `1 year 6 months` or `P1Y6M`";
        match calendar(text)? {
            (_, minutes) if minutes != 0 => Err(format!("`{text}` counts hours or minutes{help}")),
            (period, _) if period.months + period.days == 0 => Err(format!("`{text}` is no time at all{help}")),
            (period, _) => Ok(period),
        }
    }
}

impl FromStr for Lifetime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "session" => Ok(Self::Session),
            "persistent" => Ok(Self::Persistent),
            _ => match calendar(text)? {
                (period, 0) if period.months + period.days > 0 => Ok(Self::Period(period)),
                (Period { months: 0, days: 0 }, minutes) if minutes > 0 => Ok(Self::Minutes(minutes)),
                _ => Err(format!("`{text}` is no lifetime\nwrite `session`, `persistent`, `30 minutes` or `2 years`")),
            },
        }
    }
}

/// Counts of units in words of the language; those of nothing are left out.
fn in_words(counts: impl IntoIterator<Item = (&'static str, u32)>) -> String {
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> =
        counts.map(|(unit, count)| format!("{count} {unit}{}", if count == 1 { "" } else { "s" })).collect();
    parts.join(" ")
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&in_words(self.counts()))
    }
}

impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Session => f.write_str("session"),
            Self::Persistent => f.write_str("persistent"),
            Self::Period(period) => period.fmt(f),
            Self::Minutes(minutes) => f.write_str(&in_words(clock(*minutes))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_their_length_not_their_spelling() {
        assert_eq!("12 months".parse::<Period>(), "P1Y".parse::<Period>());
        assert_eq!("1 year 6 months".parse::<Period>(), "18 months".parse::<Period>());
        assert_eq!("P4W".parse::<Period>(), "28 days".parse::<Period>());
        let (short, long) = ("14 days".parse::<Period>().unwrap(), "1 month".parse::<Period>().unwrap());
        assert!(short < long && short == "2 weeks".parse().unwrap());
        for wrong in
            ["-1 year", "0 days", "six months", "P", "2 hours", "1.5 years", "1 year 5 nanoseconds", "1 year 1 s"]
        {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn one_length_has_one_form() {
        for (written, printed) in [
            ("1 year", "12 months"),
            ("1 year 6 months", "18 months"),
            ("24 months", "2 years"),
            ("30 months", "2 years 6 months"),
            ("2 weeks", "14 days"),
            ("30 days", "30 days"),
            ("42 days", "6 weeks"),
            ("P1M3D", "1 month 3 days"),
        ] {
            let period: Period = written.parse().unwrap();
            assert_eq!(period.to_string(), printed);
            assert_eq!(period.to_string().parse(), Ok(period));
        }
        assert_eq!("12 months".parse::<Period>().unwrap().doubled().to_string(), "2 years");
    }

    #[test]
    fn lifetimes_may_be_short() {
        assert_eq!("30 minutes".parse(), Ok(Lifetime::Minutes(30)));
        assert_eq!("60 minutes".parse::<Lifetime>(), "1 hour".parse());
        assert_eq!("24 hours".parse::<Lifetime>().unwrap().to_string(), "24 hours");
        assert_eq!("90 minutes".parse::<Lifetime>().unwrap().to_string(), "90 minutes");
        assert_eq!("2 years".parse(), "24 months".parse::<Period>().map(Lifetime::Period));
        assert_eq!("session".parse(), Ok(Lifetime::Session));
        for wrong in ["0 minutes", "30 minutes 5ns", "30 minutes 0.000000001 s", "30 seconds"] {
            assert!(wrong.parse::<Lifetime>().is_err(), "{wrong}");
        }
    }
}
