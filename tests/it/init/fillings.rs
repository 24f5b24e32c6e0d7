//! What stands in the blanks of presets once an organisation has filled them in.

/// Where the organisation is, and whose law its notice answers to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// ISO code; none: the country is a blank itself, and turns out to be Ireland.
    pub(super) country: Option<&'static str>,
    pub(super) laws: &'static str,
    /// Whether the other law applies through a branch there; else it serves people there from outside.
    pub(super) branch: bool,
}

/// Texts that are the same everywhere.
const TEXTS: &[(&str, &str)] = &[
    ("legal name of your organisation", "Northmoor Tea Ltd"),
    ("postal address", "1 Mill Lane, Northmoor"),
    ("the company that hosts your website", "Fellshire Hosting"),
    ("the company that runs your e-mail", "Fellshire Mail"),
    ("the company that runs your shop software or hosts it", "Fellshire Shops"),
    ("your payment service provider", "Fellshire Payments"),
    ("the carrier that delivers your parcels", "Fellshire Parcels"),
    ("the company that runs your e-mail and newsletter", "Fellshire Mail"),
    ("the tax authority that can ask for your books", "Fellshire Tax Office"),
    ("the company on whose servers the service runs", "Fellshire Servers"),
    ("the company that sends your e-mails", "Fellshire Mail"),
    ("the company that runs your case software and e-mail", "Fellshire Cases"),
    ("the council's bank", "Bank of Fellshire"),
    ("the auditor of the council's accounts", "Fellshire Audit Office"),
    ("the company that runs your personnel software and e-mail", "Fellshire People"),
    ("the company that runs your payroll", "Fellshire Payroll"),
    ("your bank", "Bank of Fellshire"),
    ("the tax authority", "Fellshire Tax Office"),
    ("your workplace pension scheme", "Fellshire Pensions"),
    ("the social security body, or bodies", "Fellshire Social Security"),
    ("the company that runs your recruitment software or e-mail", "Fellshire Talent"),
    ("the company that runs or watches your cameras", "Fellshire Security"),
    ("the places, such as the entrances and the car park", "the entrances and the car park"),
    ("name of the cookie", "sid"),
    ("name of the cookie of the basket", "basket"),
    ("what follows, such as: we must deduct tax at the highest rate", "we must deduct tax at the emergency rate"),
    ("what follows in each country, such as: we must use an emergency tax code", "we must use an emergency tax code"),
];

/// Statutes: of Ireland, of the United Kingdom.
const STATUTES: &[(&str, &str, &str)] = &[
    ("the tax law that makes you keep invoices", VAT.0, VAT.1),
    ("the law that sets this period", VAT.0, VAT.1),
    ("the law or rules that set this period", ACCOUNTS.0, ACCOUNTS.1),
    ("the statute that makes the council keep accounts", ACCOUNTS.0, ACCOUNTS.1),
    ("the statute that gives the council these tasks", TASKS.0, TASKS.1),
    ("the statute under which the council informs the public", TASKS.0, TASKS.1),
    ("the freedom of information law", "Freedom of Information Act 2014", "Freedom of Information Act 2000"),
    ("the law on income tax", TAX, ""),
    ("the law that makes staff give their tax and social security numbers", TAX, ""),
    ("the law on social security", SOCIAL, ""),
    ("the law on sick pay and on health at work", SICKNESS, ""),
    ("the same law on sick pay and on health at work", SICKNESS, ""),
    ("the law on adjustments for people with disabilities", EQUALITY, ""),
    ("the same law on adjustments", EQUALITY, ""),
];

/// Blanks that ask for the law of the organisation's own country, whatever other law its notice answers to.
const HOME: &[&str] = &["the tax law that makes you keep invoices", "the law that sets this period"];

const VAT: (&str, &str) =
    ("Value-Added Tax Consolidation Act 2010, section 84", "Value Added Tax Act 1994, Schedule 11, paragraph 6");
const ACCOUNTS: (&str, &str) =
    ("Local Government Act 2001, section 107", "Local Audit and Accountability Act 2014, section 3");
const TASKS: (&str, &str) = ("Local Government Act 2001, section 63", "Local Government Act 1972, section 111");
pub(super) const SOCIAL: &str = "Social Welfare Consolidation Act 2005";
pub(super) const SICKNESS: &str = "Sick Leave Act 2022";
pub(super) const TAX: &str = "Taxes Consolidation Act 1997";
pub(super) const EQUALITY: &str = "Employment Equality Act 1998, section 16";

/// A declaration with all its blanks filled in.
pub(super) fn filled(text: &str, place: Place) -> String {
    text.lines().map(|line| of_line(line, place) + "\n").collect()
}

fn of_line(line: &str, place: Place) -> String {
    // Of the ways to say how long, the period is taken.
    if line.starts_with("until = \"[fill in: ") {
        return String::new();
    }
    if let Some(on) = line.strip_prefix("# ").filter(|on| on.starts_with("period = ") || on.starts_with("from = ")) {
        return on.to_owned();
    }
    if let Some(on) = reach(line, place) {
        return on;
    }
    // A line that is switched off is switched on.
    if let Some((off, _)) = line.split_once("    # [fill in: ")
        && let Some(on) = off.strip_prefix("# ")
    {
        return on.replace("2026-12-01", "2026-11-20");
    }
    let mut line = line.replace("fill-in.invalid", "northmoor.example");
    while let Some((before, rest)) = line.split_once("[fill in: ") {
        let (blank, after) = rest.split_once(']').unwrap_or_else(|| panic!("a blank ends: {line}"));
        line = match blank {
            "where it works" => {
                let (here, transfers) = works(place);
                let before = before.strip_suffix("{ unknown = \"").unwrap();
                let (_, comment) = after.split_once('}').unwrap();
                format!("{before}[\"{here}\"]{comment}{transfers}")
            }
            "its country, such as IE" => {
                let abroad = if place.laws.contains("uk") {
                    "\ntransfers = { regime = \"uk\", mechanism = \"adequacy\" }"
                } else {
                    ""
                };
                format!("{}[\"IE\"]{abroad}", before.strip_suffix("{ unknown = \"").unwrap())
            }
            "id of your authority, such as ie-dpc" => {
                format!("{before}{}{after}", if place.country == Some("DE") { "de-be" } else { "ie-dpc" })
            }
            blank => format!("{before}{}{after}", of_text(blank, place)),
        };
    }
    line
}

/// Why the law of another place applies: a branch there, or people there who are served from outside, by a representative then.
fn reach(line: &str, place: Place) -> Option<String> {
    let off = line.strip_prefix("# ")?;
    let [targets, branch] = ["targets = ", "establishments = "].map(|key| off.starts_with(key));
    if targets || branch {
        let on = off.split_once("    #").map_or(off, |(on, _)| on);
        return Some(if branch == place.branch { on.to_owned() } else { String::new() });
    }
    let representative = off.starts_with("[representatives.")
        || ["name = \"…\"    # your representative", "country = \"IE\"", "country = \"GB\"", "address = \"…\""]
            .iter()
            .any(|begin| off.starts_with(begin) && !off.contains("[fill in: "));
    let on =
        || off.replace("address = \"…", "address = \"2 Quay Street, Fellshire").replace('…', "Northmoor Liaison Ltd");
    (representative && !place.branch).then(on)
}

fn of_text(blank: &str, place: Place) -> &'static str {
    if let Some((_, filling)) = TEXTS.iter().find(|(text, _)| *text == blank) {
        return filling;
    }
    let (_, irish, british) = find(blank, STATUTES.iter(), |row| row.0);
    // Under two laws the blanks for statutes ask for those of the EU, but for the books that are kept at home.
    let at_home = place.country == Some("GB") && (!place.laws.contains("eu") || HOME.contains(&blank));
    let filling = if at_home { british } else { irish };
    assert!(!filling.is_empty(), "`{blank}` is no blank in this place");
    filling
}

fn find<T>(blank: &str, mut rows: impl Iterator<Item = T>, key: impl Fn(&T) -> &'static str) -> T {
    rows.find(|row| key(row) == blank).unwrap_or_else(|| panic!("the table fills `{blank}`"))
}

/// Where a recipient works that the organisation chose at home, and what the law of the other place wants to know of it.
fn works(place: Place) -> (&'static str, String) {
    let here = place.country.unwrap_or("IE");
    let seen_from = if here == "GB" { "eu" } else { "uk" };
    let home = if here == "GB" { "uk" } else { "eu" };
    let transfers = if place.laws == home {
        String::new()
    } else {
        format!("\ntransfers = {{ regime = \"{seen_from}\", mechanism = \"adequacy\" }}")
    };
    (here, transfers)
}
