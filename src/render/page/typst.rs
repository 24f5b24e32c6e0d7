//! Typst as a reader of its PDF finds it, as far as its source alone shows.
//!
//! Nothing is compiled. Words count as seen where they stand in markup, in a function that is known to show what it is given,
//! or in a function that the source itself defines and that shows its parameters. All others count as hidden: those under
//! an unknown function, a condition, a loop, a size of nothing, or a show rule that does not print what it is given.

use std::collections::HashMap;
use std::rc::Rc;

use typst_syntax::ast::{
    Arg, Args, AstNode, BinOp, Closure, DictItem, Expr, FuncCall, LetBinding, LetBindingKind, Markup, Param, Pattern,
    SetRule, ShowRule,
};
use typst_syntax::{LinkedNode, SyntaxKind};

use super::{Mark, Page};

/// Functions that print all that they are given, in its order.
const SHOWING: &[&str] = &[
    "align", "block", "box", "circle", "columns", "ellipse", "emph", "enum", "enum.item", "figure", "grid", "grid.cell",
    "grid.footer", "grid.header", "heading", "highlight", "list", "list.item", "overline", "pad", "par", "quote", "raw",
    "rect", "smallcaps", "square", "stack", "strong", "sub", "super", "table", "table.cell", "table.footer",
    "table.header", "terms", "terms.item", "text", "title", "underline",
];

/// Calls of functions inside one another, and calls in all, after which no more is read.
const DEEPEST: usize = 60;
const MOST: usize = 1_000_000;

/// Stands for what a show rule is given; no text holds it.
const PROBE: &str = "\u{2}";

/// What a name stands for.
#[derive(Clone)]
enum Value<'a> {
    /// Content or a string; empty for what has no words.
    Words(Rc<Page>),
    /// A function of the source, and how many scopes it sees.
    Function(Closure<'a>, usize),
    /// A length of nothing, or settings with one.
    Nothing,
}

/// The element that a label after it names.
struct Element {
    start: usize,
    end: usize,
    hidden: bool,
    items: Option<String>,
}

struct Reader<'a> {
    page: Page,
    scopes: Vec<HashMap<&'a str, Value<'a>>>,
    /// What the metadata in each open element says of its items.
    items: Vec<Option<String>>,
    depth: usize,
    calls: usize,
}

impl Page {
    /// Reads Typst. Where it is none, the first error is the page's fault.
    pub(in crate::render) fn from_typst(text: &str) -> Self {
        let root = typst_syntax::parse(text);
        if root.diagnosis().errors {
            let message = root.errors_and_warnings().0.first().map(|error| error.message.to_string());
            let at = first_error(&LinkedNode::new(&root)).unwrap_or_default();
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            return Self { fault: Some(format!("line {line}: {}", message.unwrap_or_default())), ..Self::default() };
        }
        let mut reader =
            Reader { page: Self::default(), scopes: Vec::new(), items: Vec::new(), depth: 0, calls: 0 };
        if let Some(markup) = Markup::from_untyped(&root) {
            reader.sequence(markup.exprs(), false);
        }
        reader.page
    }
}

fn first_error(node: &LinkedNode<'_>) -> Option<usize> {
    match node.kind() {
        SyntaxKind::Error => Some(node.offset()),
        _ => node.children().find_map(|child| first_error(&child)),
    }
}

impl<'a> Reader<'a> {
    /// What stands in a row in markup or in a block of code; rules and names hold to its end.
    fn sequence(&mut self, exprs: impl Iterator<Item = Expr<'a>>, hidden: bool) {
        let mut hidden = hidden;
        let mut last = None;
        self.scopes.push(HashMap::new());
        for expr in exprs {
            match expr {
                Expr::Space(_) | Expr::Parbreak(_) => self.page.text.push(' '),
                Expr::Label(label) => self.mark(last.take(), Some(label.get())),
                Expr::SetRule(rule) => hidden |= self.sets_to_nothing(rule),
                Expr::ShowRule(rule) => hidden |= self.replaces(rule),
                Expr::LetBinding(binding) => self.bind(binding),
                Expr::FuncCall(call) if path(call.callee()).as_deref() == Some("label") => {
                    self.mark(last.take(), strings(call.args()).first().map(String::as_str));
                }
                Expr::FuncCall(call) if path(call.callee()).as_deref() == Some("metadata") => {
                    self.mark(last.take(), None);
                    if let Some(open) = self.items.last_mut().filter(|open| open.is_none()) {
                        *open = items(call.args());
                    }
                }
                _ => {
                    self.mark(last.take(), None);
                    last = Some(self.element(hidden, |reader| reader.read(expr, hidden)));
                }
            }
        }
        self.mark(last, None);
        self.scopes.pop();
    }

    fn element(&mut self, hidden: bool, read: impl FnOnce(&mut Self)) -> Element {
        let (start, unseen) = (self.page.text.len(), self.page.unseen);
        self.items.push(None);
        read(self);
        let items = self.items.pop().flatten();
        Element { start, end: self.page.text.len(), hidden: hidden || self.page.unseen > unseen, items }
    }

    /// Keeps an element that has a label or items.
    fn mark(&mut self, element: Option<Element>, id: Option<&str>) {
        let Some(Element { start, end, hidden, items }) = element else { return };
        if id.is_some() || items.is_some() {
            self.page.marks.push(Mark { id: id.map(str::to_owned), items, start, end, hidden });
        }
    }

    fn text(&mut self, words: &str, hidden: bool) {
        if hidden {
            self.page.unseen += words.trim().len();
        } else {
            self.page.text.push_str(words);
        }
    }

    fn read(&mut self, expr: Expr<'a>, hidden: bool) {
        match expr {
            Expr::Text(text) => self.text(text.get(), hidden),
            Expr::Str(text) => self.text(&text.get(), hidden),
            Expr::Link(link) => self.text(link.get(), hidden),
            Expr::Escape(escape) => self.text(escape.get().encode_utf8(&mut [0; 4]), hidden),
            Expr::Shorthand(short) => self.text(short.get().encode_utf8(&mut [0; 4]), hidden),
            Expr::SmartQuote(quote) => self.text(if quote.double() { "\"" } else { "'" }, hidden),
            Expr::Raw(raw) => raw.lines().for_each(|line| self.text(&format!("{} ", line.get()), hidden)),
            Expr::Space(_) | Expr::Parbreak(_) | Expr::Linebreak(_) => self.page.text.push(' '),
            Expr::Strong(strong) => self.sequence(strong.body().exprs(), hidden),
            Expr::Emph(emph) => self.sequence(emph.body().exprs(), hidden),
            Expr::ContentBlock(block) => self.sequence(block.body().exprs(), hidden),
            Expr::CodeBlock(block) => self.sequence(block.body().exprs(), hidden),
            Expr::Heading(heading) => self.heading(|reader| reader.sequence(heading.body().exprs(), hidden)),
            Expr::ListItem(item) => self.sequence(item.body().exprs(), hidden),
            Expr::EnumItem(item) => self.sequence(item.body().exprs(), hidden),
            Expr::TermItem(item) => {
                self.sequence(item.term().exprs(), hidden);
                self.sequence(item.description().exprs(), hidden);
            }
            Expr::Parenthesized(inner) => self.read(inner.expr(), hidden),
            Expr::Contextual(context) => self.read(context.body(), hidden),
            Expr::Binary(sum) => {
                let hidden = hidden || sum.op() != BinOp::Add;
                self.read(sum.lhs(), hidden);
                self.read(sum.rhs(), hidden);
            }
            Expr::Ident(name) => self.named(name.as_str(), hidden),
            Expr::FieldAccess(access) if matches!(access.field().as_str(), "body" | "child" | "children" | "text") => {
                self.read(access.target(), hidden);
            }
            Expr::FuncCall(call) => self.call(call, hidden),
            Expr::Conditional(either) => {
                let seen = self.captured(|reader| reader.read(either.if_body(), hidden));
                let other = self.captured(|reader| {
                    either.else_body().into_iter().for_each(|body| reader.read(body, hidden));
                });
                // Which of the two will be printed is not known here, unless they say the same.
                self.append(&seen, hidden || seen.text != other.text);
            }
            Expr::WhileLoop(turns) => self.read(turns.body(), true),
            Expr::ForLoop(turns) => self.read(turns.body(), true),
            _ => {}
        }
    }

    fn heading(&mut self, read: impl FnOnce(&mut Self)) {
        let start = self.page.text.len();
        read(self);
        self.page.headings.push((start, self.page.text.len()));
        self.page.text.push(' ');
    }

    fn call(&mut self, call: FuncCall<'a>, hidden: bool) {
        self.calls += 1;
        let args = call.args();
        let name = path(call.callee()).unwrap_or_default();
        if let Some(Value::Function(closure, scopes)) = self.find(&name) {
            let given = args.items().collect();
            return self.apply(closure, scopes, given, hidden);
        }
        let moved = |name: &str| args.items().any(|arg| matches!(arg, Arg::Named(arg) if arg.name().as_str() == name));
        let positions = args.items().filter(|arg| matches!(arg, Arg::Pos(_))).count();
        match name.as_str() {
            // An address, unless it is all there is.
            "link" => self.arguments(args, usize::from(positions > 1), hidden),
            "metadata" | "label" => {}
            "heading" | "title" => {
                let hidden = hidden || self.shrinks(args);
                self.heading(|reader| reader.arguments(args, 0, hidden));
            }
            "place" | "move" => {
                let hidden = hidden || moved("dx") || moved("dy");
                self.arguments(args, 0, hidden);
            }
            _ if SHOWING.contains(&name.as_str()) => {
                let hidden = hidden || self.shrinks(args);
                self.arguments(args, 0, hidden);
                self.page.text.push_str(if matches!(name.as_str(), "strong" | "emph" | "raw" | "text") { "" } else { " " });
            }
            // All that a function was given beyond its other parameters.
            _ if name.ends_with(".pos") => {
                let target = name.trim_end_matches(".pos").to_owned();
                self.named(&target, hidden);
            }
            _ => self.arguments(args, 0, true),
        }
    }

    /// What a call is given without a name, after the first `skipped`.
    fn arguments(&mut self, args: Args<'a>, skipped: usize, hidden: bool) {
        for arg in args.items().filter(|arg| !matches!(arg, Arg::Named(_))).skip(skipped) {
            match arg {
                Arg::Pos(expr) => self.read(expr, hidden),
                Arg::Spread(spread) => self.read(spread.expr(), hidden),
                Arg::Named(_) => {}
            }
        }
    }

    /// Calls a function of the source.
    fn apply(&mut self, closure: Closure<'a>, scopes: usize, args: Vec<Arg<'a>>, hidden: bool) {
        let mut names = HashMap::new();
        let mut given: Vec<Value<'a>> = Vec::new();
        for arg in args {
            match arg {
                Arg::Pos(expr) => given.push(self.value(expr)),
                Arg::Spread(spread) => given.push(self.value(spread.expr())),
                Arg::Named(named) => drop(names.insert(named.name().as_str(), self.value(named.expr()))),
            }
        }
        self.run(closure, scopes, given, names, hidden);
    }

    fn run(
        &mut self,
        closure: Closure<'a>,
        scopes: usize,
        given: Vec<Value<'a>>,
        mut names: HashMap<&'a str, Value<'a>>,
        hidden: bool,
    ) {
        if self.depth >= DEEPEST || self.calls > MOST {
            return;
        }
        self.depth += 1;
        let above = self.scopes.split_off(scopes.min(self.scopes.len()));
        let mut given = given.into_iter();
        for param in closure.params().children() {
            match param {
                Param::Pos(Pattern::Normal(Expr::Ident(name))) => {
                    names.extend(given.next().map(|value| (name.as_str(), value)));
                }
                Param::Pos(_) => drop(given.next()),
                Param::Named(named) if !names.contains_key(named.name().as_str()) => {
                    let value = self.value(named.expr());
                    names.insert(named.name().as_str(), value);
                }
                Param::Named(_) => {}
                Param::Spread(sink) => {
                    let rest: Vec<Value<'a>> = given.by_ref().collect();
                    let all = self.captured(|reader| rest.iter().for_each(|value| reader.print(value, false)));
                    names.extend(sink.sink_ident().map(|name| (name.as_str(), Value::Words(Rc::new(all)))));
                }
            }
        }
        self.scopes.push(names);
        self.read(closure.body(), hidden);
        self.scopes.truncate(scopes);
        self.scopes.extend(above);
        self.depth -= 1;
    }

    fn bind(&mut self, binding: LetBinding<'a>) {
        let Some(init) = binding.init() else { return };
        let name = match binding.kind() {
            LetBindingKind::Closure(name) | LetBindingKind::Normal(Pattern::Normal(Expr::Ident(name))) => name.as_str(),
            LetBindingKind::Normal(_) => return,
        };
        // A function may call itself, so its own scope is one that it sees.
        let value = self.value(init);
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name, value);
        }
    }

    fn value(&mut self, expr: Expr<'a>) -> Value<'a> {
        match expr {
            Expr::Closure(closure) => Value::Function(closure, self.scopes.len()),
            Expr::Parenthesized(inner) => self.value(inner.expr()),
            Expr::Ident(name) => self.find(name.as_str()).unwrap_or(Value::Words(Rc::default())),
            Expr::Dict(dict) => {
                let small = |item: DictItem<'a>| match item {
                    DictItem::Named(named) => self.is_nothing(named.name().as_str(), named.expr()),
                    DictItem::Spread(spread) => matches!(self.value(spread.expr()), Value::Nothing),
                    DictItem::Keyed(_) => false,
                };
                if dict.items().any(small) { Value::Nothing } else { Value::Words(Rc::default()) }
            }
            _ if is_zero(expr) => Value::Nothing,
            _ => Value::Words(Rc::new(self.captured(|reader| reader.read(expr, false)))),
        }
    }

    fn find(&self, name: &str) -> Option<Value<'a>> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name)).cloned()
    }

    fn named(&mut self, name: &str, hidden: bool) {
        if let Some(value) = self.find(name) {
            self.print(&value, hidden);
        }
    }

    fn print(&mut self, value: &Value<'a>, hidden: bool) {
        if let Value::Words(words) = value {
            self.append(words, hidden);
        }
    }

    /// What is read, on a page of its own.
    fn captured(&mut self, read: impl FnOnce(&mut Self)) -> Page {
        let outer = std::mem::take(&mut self.page);
        self.items.push(None);
        read(self);
        self.items.pop();
        std::mem::replace(&mut self.page, outer)
    }

    fn append(&mut self, page: &Page, hidden: bool) {
        let start = self.page.text.len();
        self.text(&page.text, hidden);
        self.page.unseen += page.unseen;
        let moved = |at: usize| if hidden { start } else { start + at };
        let marks = page.marks.iter().map(|mark| Mark {
            id: mark.id.clone(),
            items: mark.items.clone(),
            start: moved(mark.start),
            end: moved(mark.end),
            hidden: hidden || mark.hidden,
        });
        self.page.marks.extend(marks);
        self.page.headings.extend(page.headings.iter().map(|&(from, to)| (moved(from), moved(to))));
    }

    /// Whether a call gives its words no room.
    fn shrinks(&mut self, args: Args<'a>) -> bool {
        args.items().any(|arg| match arg {
            Arg::Named(named) => self.is_nothing(named.name().as_str(), named.expr()),
            Arg::Pos(expr) => is_zero(expr),
            Arg::Spread(spread) => matches!(self.value(spread.expr()), Value::Nothing),
        })
    }

    fn is_nothing(&mut self, name: &str, expr: Expr<'a>) -> bool {
        matches!(name, "size" | "width" | "height") && matches!(self.value(expr), Value::Nothing)
    }

    fn sets_to_nothing(&mut self, rule: SetRule<'a>) -> bool {
        path(rule.target()).as_deref() == Some("hide") || self.shrinks(rule.args())
    }

    /// Whether a show rule prints something else than what it is given.
    fn replaces(&mut self, rule: ShowRule<'a>) -> bool {
        let contents = |name: String| name == "outline" || name.starts_with("outline.");
        let mut selector = rule.selector();
        while let Some(Expr::FuncCall(call)) = selector {
            // Such as `outline.entry.where(level: 1)`.
            selector = match call.callee() {
                Expr::FieldAccess(access) => Some(access.target()),
                _ => None,
            };
        }
        !selector.and_then(path).is_some_and(contents) && !self.keeps(rule.transform())
    }

    /// Whether what is given to a function is printed by it.
    fn keeps(&mut self, function: Expr<'a>) -> bool {
        let probe = |reader: &mut Self, closure, scopes| {
            let words = Page { text: PROBE.to_owned(), ..Page::default() };
            let given = vec![Value::Words(Rc::new(words))];
            reader.captured(|reader| reader.run(closure, scopes, given, HashMap::new(), false)).text.contains(PROBE)
        };
        match function {
            Expr::SetRule(rule) => !self.sets_to_nothing(rule),
            Expr::Closure(closure) => probe(self, closure, self.scopes.len()),
            Expr::FuncCall(call) => match call.callee() {
                Expr::FieldAccess(access) if access.field().as_str() == "with" => {
                    self.keeps(access.target()) && !self.shrinks(call.args())
                }
                _ => false,
            },
            _ => match path(function) {
                Some(name) => match self.find(&name) {
                    Some(Value::Function(closure, scopes)) => probe(self, closure, scopes),
                    _ => SHOWING.contains(&name.as_str()),
                },
                None => false,
            },
        }
    }
}

/// A name with its fields, such as `table.cell`.
fn path(expr: Expr<'_>) -> Option<String> {
    match expr {
        Expr::Ident(name) => Some(name.as_str().to_owned()),
        Expr::FieldAccess(access) => Some(format!("{}.{}", path(access.target())?, access.field().as_str())),
        _ => None,
    }
}

fn strings(args: Args<'_>) -> Vec<String> {
    let string = |arg| match arg {
        Arg::Pos(Expr::Str(text)) => Some(text.get().to_string()),
        _ => None,
    };
    args.items().filter_map(string).collect()
}

/// What `data-item` says in metadata.
fn items(args: Args<'_>) -> Option<String> {
    args.items().find_map(|arg| match arg {
        Arg::Pos(Expr::Dict(dict)) => dict.items().find_map(|item| match item {
            DictItem::Named(named) if named.name().as_str() == "data-item" => match named.expr() {
                Expr::Str(text) => Some(text.get().to_string()),
                _ => None,
            },
            _ => None,
        }),
        _ => None,
    })
}

fn is_zero(expr: Expr<'_>) -> bool {
    match expr {
        Expr::Numeric(number) => number.get().0 == 0.0,
        Expr::Int(number) => number.get() == 0,
        Expr::Float(number) => number.get() == 0.0,
        _ => false,
    }
}
