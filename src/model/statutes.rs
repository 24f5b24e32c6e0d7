//! Statutes that a basis names, and the countries whose law they are.

use super::Model;
use crate::law::Country;

impl Model {
    /// The country whose law a statute is, as `[laws]` has it: `Tax Act 2001, section 5` is found under `Tax Act 2001`, and under the
    /// longest name of several; `None` where no name of the list begins it, or the law has no country there.
    #[must_use]
    pub fn country_of_statute(&self, statute: &str) -> Option<Country> {
        let cited = statute.trim().to_lowercase();
        let named = self.laws.iter().filter_map(|law| Some((law.name.as_ref()?.trim().to_lowercase(), law.country?)));
        let named = named.filter(|(name, _)| !name.is_empty() && begins_with(&cited, name));
        named.max_by_key(|(name, _)| name.len()).map(|(_, country)| country.value)
    }
}

/// Whether a citation begins with the name of a law, as a whole.
fn begins_with(cited: &str, name: &str) -> bool {
    cited.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
