//! What a source file names: modules of this crate, and things outside it.

use std::collections::HashSet;

use syn::{
    Attribute, File, ItemExternCrate, ItemMod, ItemUse, Macro, Path, UseTree,
    visit::{self, Visit},
};

/// Something that a file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// A module of the crate's root.
    Inside(String),
    /// A path that begins outside the crate: `tantivy::schema::Field`.
    Outside(String),
}

/// The module that a file below `src/` holds; none for `lib.rs` and `main.rs`.
pub fn module_of(path: &str) -> Vec<String> {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').filter(|name| !["lib", "main"].contains(name)).map(str::to_owned).collect()
}

/// Modules that exist in tests only: those declared so, and files named `tests.rs`.
pub fn test_modules(path: &str, text: &str) -> Vec<Vec<String>> {
    let module = module_of(path);
    let declared = parsed(path, text).items.into_iter().filter_map(|item| match item {
        syn::Item::Mod(declared) if is_test(&declared.attrs) => Some(declared.ident.to_string()),
        _ => None,
    });
    let mut found: Vec<Vec<String>> =
        declared.map(|name| module.iter().cloned().chain([name]).collect()).collect();
    found.extend((module.last().is_some_and(|name| name == "tests")).then_some(module));
    found
}

/// Everything that a file names outside its tests.
pub fn named(path: &str, text: &str) -> Vec<Named> {
    let file = parsed(path, text);
    let mut names =
        Names { module: module_of(path), children: vec![children(&file.items)], found: Vec::new() };
    names.visit_file(&file);
    names.found
}

fn parsed(path: &str, text: &str) -> File {
    syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}

/// Modules declared among some items: their names come before those of outside libraries.
fn children(items: &[syn::Item]) -> HashSet<String> {
    let modules = items.iter().filter_map(|item| match item {
        syn::Item::Mod(module) => Some(module.ident.to_string()),
        _ => None,
    });
    modules.collect()
}

struct Names {
    /// Where we are.
    module: Vec<String>,
    /// Modules declared here, and in the files' modules around.
    children: Vec<HashSet<String>>,
    found: Vec<Named>,
}

impl Names {
    /// Says what a path names, its names given in order.
    fn name(&mut self, path: &[String], leading: bool) {
        let Some(first) = path.first() else { return };
        let mut module = self.module.clone();
        let mut rest = path;
        match first.as_str() {
            _ if leading => module.clear(),
            "crate" | "shisaku" => {
                module.clear();
                rest = &path[1..];
                self.found.extend(rest.first().cloned().map(Named::Inside));
                return;
            }
            "self" => rest = &path[1..],
            "super" => {}
            child if self.children.last().is_some_and(|known| known.contains(child)) => return,
            _ => module.clear(),
        }
        if module.is_empty() && !["self", "super"].contains(&first.as_str()) {
            self.found.push(Named::Outside(path.join("::")));
            return;
        }
        while rest.first().is_some_and(|name| name == "super") {
            module.pop();
            rest = &rest[1..];
        }
        let whole: Vec<String> = module.into_iter().chain(rest.iter().cloned()).collect();
        self.found.extend(whole.first().cloned().map(Named::Inside));
    }

    fn tree(&mut self, before: &[String], tree: &UseTree, leading: bool) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Vec<_>>();
        match tree {
            UseTree::Path(path) => self.tree(&with(path.ident.to_string()), &path.tree, leading),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(before, tree, leading)),
            UseTree::Name(name) if name.ident == "self" => self.name(before, leading),
            UseTree::Name(name) => self.name(&with(name.ident.to_string()), leading),
            UseTree::Rename(name) => self.name(&with(name.ident.to_string()), leading),
            UseTree::Glob(_) => self.name(before, leading),
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Use(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            syn::Item::Struct(item) => &item.attrs,
            syn::Item::Const(item) => &item.attrs,
            syn::Item::Static(item) => &item.attrs,
            syn::Item::Mod(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !is_test(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        let Some((_, items)) = &module.content else { return };
        self.module.push(module.ident.to_string());
        self.children.push(children(items));
        visit::visit_item_mod(self, module);
        self.children.pop();
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.tree(&[], &item.tree, item.leading_colon.is_some());
    }

    fn visit_item_extern_crate(&mut self, item: &'ast ItemExternCrate) {
        self.name(&[item.ident.to_string()], true);
    }

    fn visit_path(&mut self, path: &'ast Path) {
        // A single name is a thing of this file: what it stands for was named where it came from.
        if path.segments.len() > 1 {
            let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            self.name(&names, path.leading_colon.is_some());
        }
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        self.visit_path(attribute.path());
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(&list.tokens.to_string());
        }
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_path(&call.path);
        self.tokens(&call.tokens.to_string());
    }
}

impl Names {
    /// Paths among the tokens of a macro call, which have no syntax of their own. Text in quotes is none.
    fn tokens(&mut self, tokens: &str) {
        let mut path: Vec<String> = Vec::new();
        let mut joined = false;
        let mut rest = tokens;
        while let Some(first) = rest.chars().next() {
            let length = if first == '"' {
                quoted(rest)
            } else if first.is_alphabetic() || first == '_' {
                let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                if !joined {
                    self.end_of(&mut path);
                }
                path.push(rest[..length].to_owned());
                joined = false;
                length
            } else if rest.starts_with("::") {
                joined = true;
                2
            } else {
                if !first.is_whitespace() {
                    self.end_of(&mut path);
                    joined = false;
                }
                first.len_utf8()
            };
            rest = &rest[length..];
        }
        self.end_of(&mut path);
    }

    fn end_of(&mut self, path: &mut Vec<String>) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.name(&path, false);
        }
    }
}

/// Bytes of a text in quotes, the quotes included.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}
