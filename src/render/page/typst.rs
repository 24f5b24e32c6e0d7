//! Typst as a reader of its PDF finds it, as far as its source alone shows.
//!
//! Nothing is compiled. Words count as seen where they stand in markup, in a function that is known to show what it is given,
//! or in a function that the source itself defines and that shows its parameters. All others count as hidden: those under
//! an unknown function, a condition, a loop, a size of nothing, or a show rule that does not print what it is given.

mod rules;
mod values;

use std::collections::HashMap;

use typst_syntax::ast::{Arg, Args, AstNode, BinOp, DictItem, Expr, FuncCall, Markup};
use typst_syntax::{LinkedNode, SyntaxKind};

use super::{Mark, Page};
use values::Value;

/// Functions that print all that they are given, in its order.
const SHOWING: &[&str] = &[
    "align",
    "block",
    "box",
    "circle",
    "columns",
    "ellipse",
    "emph",
    "enum",
    "enum.item",
    "figure",
    "grid",
    "grid.cell",
    "grid.footer",
    "grid.header",
    "heading",
    "highlight",
    "list",
    "list.item",
    "overline",
    "pad",
    "par",
    "quote",
    "raw",
    "rect",
    "smallcaps",
    "square",
    "stack",
    "strong",
    "sub",
    "super",
    "table",
    "table.cell",
    "table.footer",
    "table.header",
    "terms",
    "terms.item",
    "text",
    "title",
    "underline",
];

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
        let mut reader = Reader { page: Self::default(), scopes: Vec::new(), items: Vec::new(), depth: 0, calls: 0 };
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
    /// What stands in a row in markup; rules and names hold to its end.
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

    /// The same in code, where what is printed belongs to the element around it.
    fn code(&mut self, exprs: impl Iterator<Item = Expr<'a>>, hidden: bool) {
        let exprs: Vec<_> = exprs.collect();
        // Who returns throws away what was joined before; a value that is returned counts as hidden, like all that is not followed.
        let mut hidden = hidden || exprs.iter().any(|expr| matches!(expr, Expr::FuncReturn(_)));
        self.scopes.push(HashMap::new());
        for expr in exprs {
            match expr {
                Expr::SetRule(rule) => hidden |= self.sets_to_nothing(rule),
                Expr::ShowRule(rule) => hidden |= self.replaces(rule),
                Expr::LetBinding(binding) => self.bind(binding),
                _ => self.read(expr, hidden),
            }
        }
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
            Expr::CodeBlock(block) => self.code(block.body().exprs(), hidden),
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
                let same = seen.text.split_whitespace().eq(other.text.split_whitespace());
                self.append(&seen, hidden || !same);
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
                self.page.text.push_str(if matches!(name.as_str(), "strong" | "emph" | "raw" | "text") {
                    ""
                } else {
                    " "
                });
            }
            _ => match name.strip_suffix(".pos") {
                // All that a function was given beyond its other parameters.
                Some(rest) => self.named(rest, hidden),
                None => self.arguments(args, 0, true),
            },
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
