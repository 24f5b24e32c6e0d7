//! Expressions of GitHub Actions, in the part that action.yml uses: contexts, strings, comparisons, `always()`.

/// What a name such as `inputs.out` stands for.
pub(super) trait Context {
    fn value(&self, name: &str) -> String;
}

/// A text with its `${{ … }}` filled in.
pub(super) fn filled(text: &str, context: &dyn Context) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("${{") {
        let (expression, behind) = inside.split_once("}}").unwrap_or_else(|| panic!("`{text}` is closed"));
        out.push_str(before);
        out.push_str(&value(expression, context));
        rest = behind;
    }
    out + rest
}

/// Whether a step runs; without a function that asks for it, none does after a failure.
pub(super) fn holds(condition: &str, failed: bool, context: &dyn Context) -> bool {
    let asks = condition.contains("always()");
    (asks || !failed) && !value(condition, context).is_empty()
}

/// The value of an expression: `false` is the empty text, as `true` is any other.
fn value(expression: &str, context: &dyn Context) -> String {
    let all = expression.split("||").map(|one| all_of(one, context));
    all.into_iter().find(|one| !one.is_empty()).unwrap_or_default()
}

fn all_of(expression: &str, context: &dyn Context) -> String {
    let mut last = String::new();
    for one in expression.split("&&") {
        last = compared(one.trim(), context);
        if last.is_empty() {
            break;
        }
    }
    last
}

fn compared(expression: &str, context: &dyn Context) -> String {
    for (sign, equal) in [("==", true), ("!=", false)] {
        if let Some((left, right)) = expression.split_once(sign) {
            let same = one(left.trim(), context) == one(right.trim(), context);
            return if same == equal { "true".to_owned() } else { String::new() };
        }
    }
    one(expression, context)
}

fn one(term: &str, context: &dyn Context) -> String {
    if term == "always()" {
        return "true".to_owned();
    }
    if let Some(text) = term.strip_prefix('\'') {
        return text.strip_suffix('\'').unwrap_or_else(|| panic!("`{term}` is closed")).to_owned();
    }
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    assert!(!term.is_empty() && term.chars().all(is_name), "`{term}` is more than these tests can read");
    context.value(term)
}

struct Letters;

impl Context for Letters {
    fn value(&self, name: &str) -> String {
        if name == "none" { String::new() } else { name.to_uppercase() }
    }
}

#[test]
fn expressions_are_read_as_github_reads_them() {
    assert_eq!(filled("a ${{ b.c }}-${{ 'd' }}", &Letters), "a B.C-d");
    assert_eq!(filled("${{ none || 'x' }}", &Letters), "x");
    for (condition, failed, wanted) in [
        ("a == 'A' && b != 'A'", false, true),
        ("a == 'A' && b != 'A'", true, false),
        ("a == 'b'", false, false),
        ("none", false, false),
        ("always() && a != ''", true, true),
        ("always() && none != ''", true, false),
    ] {
        assert_eq!(holds(condition, failed, &Letters), wanted, "{condition}");
    }
}
