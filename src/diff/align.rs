//! Which elements of two lists belong together.

use super::same::Languages;
use super::tree::{Node, Value};

/// Elements of two lists, by their indices.
#[derive(Debug, Default)]
pub(super) struct Aligned {
    /// Those that belong together, in the order of the new list.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Those of the old list alone.
    pub(super) gone: Vec<usize>,
    /// Those of the new list alone.
    pub(super) fresh: Vec<usize>,
}

/// Fields that tell elements of a list apart, the strongest first.
const KEYS: &[&str] = &["id", "article", "version", "rule", "event", "regime", "kind"];

/// Whether a field decides what a statement is: of a basis or condition the article, of a transfer the mechanism.
pub(super) fn is_key(path: &str) -> bool {
    ["article", "mechanism"].iter().any(|key| path.rsplit('.').next() == Some(key))
}

/// What tells an element of a list from its neighbours, for a reader; `None` where nothing short does.
pub(super) fn key(node: &Node) -> Option<String> {
    match &node.value {
        Value::Table(_) => {
            let key = KEYS.iter().find_map(|field| node.get(field))?.shown();
            // A transfer is told by where it leads, too.
            Some(node.get("to").map_or(key.clone(), |to| format!("{key}, {}", to.shown())))
        }
        _ => None,
    }
}

/// What tells an element of a list from its neighbours: its key, or itself.
fn identity(node: &Node) -> Option<String> {
    node.word().map(str::to_owned).or_else(|| key(node))
}

/// How alike two elements must be to be versions of one.
const LIKE: f64 = 0.6;

/// How alike two texts of a list must be: a slip of the pen put right, and not another thing.
const LIKE_TEXT: f64 = 0.85;

/// Pairs of elements that are tried, at most; longer lists of other things are told as gone and new.
const MOST: usize = 20_000;

/// Pairs equal elements, then those of one key, then what is alike, then what is left if it is one of each.
///
/// The same in both directions: what belongs together does so whichever version is the old one.
pub(super) fn align(old: &[Node], new: &[Node], path: &str, refers: bool, languages: &Languages) -> Aligned {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut gone: Vec<usize> = (0..old.len()).collect();
    let mut fresh: Vec<usize> = (0..new.len()).collect();
    gone.retain(|&i| {
        let equal = fresh.iter().position(|&j| languages.same(&old[i], &new[j], path));
        equal.map(|at| pairs.push((i, fresh.remove(at)))).is_none()
    });
    let mut best: Vec<(bool, f64, usize, usize)> = Vec::new();
    let few = gone.len() * fresh.len() <= MOST;
    for &i in gone.iter().filter(|_| few) {
        for &j in &fresh {
            let keyed = identity(&old[i]).is_some_and(|own| Some(own) == identity(&new[j]));
            let like = languages.likeness(&old[i], &new[j], path);
            // Two uses of other entries are other uses, however alike.
            let other = refers && !keyed;
            let enough = if matches!(old[i].value, Value::Text(_)) { LIKE_TEXT } else { LIKE };
            if keyed || like >= enough && !other {
                best.push((keyed, like, i, j));
            }
        }
    }
    best.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then((a.2 + a.3).cmp(&(b.2 + b.3))));
    for (_, _, i, j) in best {
        if gone.contains(&i) && fresh.contains(&j) {
            pairs.push((i, j));
            gone.retain(|&one| one != i);
            fresh.retain(|&one| one != j);
        }
    }
    let texts = |nodes: &[Node]| nodes.iter().any(|one| matches!(one.value, Value::Text(_)));
    if let (&[i], &[j]) = (gone.as_slice(), fresh.as_slice())
        && !refers
        && !texts(old)
    {
        pairs.push((i, j));
        gone.clear();
        fresh.clear();
    }
    pairs.sort_by_key(|&(_, j)| j);
    Aligned { pairs, gone, fresh }
}
