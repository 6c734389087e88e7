//! Modules: their names, imports and order.

use std::collections::HashMap;

use crate::model::{Located, Module};
use crate::syntax::FileTree;
use crate::{Diagnostic, Settings, SourceFile, words};

/// The modules of the files, each behind those it uses, otherwise in the order of the files.
pub(super) fn order(
    files: &[SourceFile],
    trees: &[FileTree],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Module> {
    let mut modules: Vec<Module> = Vec::with_capacity(trees.len());
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for (file, (source, tree)) in files.iter().zip(trees).enumerate() {
        let name = match &tree.module {
            Some(name) => name.text.clone(),
            None => stem(&source.path).to_owned(),
        };
        if let Some(first) = by_name.get(&name).and_then(|first| files.get(*first)) {
            diagnostics.push(Diagnostic::error(
                "duplicate-module",
                tree.module.as_ref().map(|name| name.span),
                format!(
                    "module `{name}` is in two files: `{}` and `{}`",
                    first.path, source.path
                ),
            ));
        } else {
            by_name.insert(name.clone(), file);
        }
        modules.push(Module {
            name,
            file,
            uses: tree.uses.clone(),
        });
    }
    if let Some(root) = &settings.root
        && !by_name.contains_key(root)
    {
        let near = words::nearest(root, modules.iter().map(|module| module.name.as_str()));
        let mut diagnostic = Diagnostic::error(
            "missing-root",
            None,
            format!("there is no module `{root}`, the root of the project"),
        );
        diagnostic.help = Some(match near {
            Some(near) => format!("did you mean `{near}`? the root is named in dazzle.toml"),
            None => String::from("`root` in dazzle.toml is the name of a module, not a path"),
        });
        diagnostics.push(diagnostic);
    }
    sort(modules, &by_name, diagnostics)
}

/// Takes, again and again, the first module all of whose imports are taken.
fn sort(
    modules: Vec<Module>,
    by_name: &HashMap<String, usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Module> {
    // For each module: which it waits for, and who waits for it.
    let mut waits_for: Vec<Vec<(usize, Located)>> = Vec::with_capacity(modules.len());
    let mut waited_for_by: Vec<Vec<usize>> = vec![Vec::new(); modules.len()];
    for (at, module) in modules.iter().enumerate() {
        let mut imports: Vec<(usize, Located)> = Vec::new();
        for import in &module.uses {
            match by_name.get(&import.text) {
                Some(target) => {
                    if !imports.iter().any(|(known, _)| known == target) {
                        imports.push((*target, import.clone()));
                        if let Some(list) = waited_for_by.get_mut(*target) {
                            list.push(at);
                        }
                    }
                }
                None => diagnostics.push(
                    Diagnostic::error(
                        "unknown-module",
                        import.span,
                        format!("there is no module `{}`", import.text),
                    )
                    .did_you_mean(
                        import.span,
                        words::nearest(&import.text, by_name.keys().map(String::as_str)),
                    ),
                ),
            }
        }
        waits_for.push(imports);
    }
    let mut open: Vec<usize> = waits_for.iter().map(Vec::len).collect();
    let mut ready: std::collections::BTreeSet<usize> = open
        .iter()
        .enumerate()
        .filter(|(_, count)| **count == 0)
        .map(|(at, _)| at)
        .collect();
    let mut taken = Vec::with_capacity(modules.len());
    while let Some(at) = ready.pop_first() {
        taken.push(at);
        for waiting in waited_for_by.get(at).into_iter().flatten() {
            if let Some(count) = open.get_mut(*waiting) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(*waiting);
                }
            }
        }
    }
    if taken.len() < modules.len() {
        diagnostics.push(cycle(&modules, &waits_for, &open));
        // The rest in the order of the files, so that their entities are still checked.
        taken.extend(
            open.iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .map(|(at, _)| at),
        );
    }
    let mut slots: Vec<Option<Module>> = modules.into_iter().map(Some).collect();
    taken
        .into_iter()
        .filter_map(|at| slots.get_mut(at).and_then(Option::take))
        .collect()
}

/// The error for one cycle among the modules that still wait.
fn cycle(modules: &[Module], waits_for: &[Vec<(usize, Located)>], open: &[usize]) -> Diagnostic {
    let name = |at: usize| modules.get(at).map_or("", |module| module.name.as_str());
    // Whoever waits, waits for somebody who waits; so walking on must come round.
    let mut path: Vec<(usize, Option<Located>)> = Vec::new();
    let mut at = open.iter().position(|count| *count > 0).unwrap_or_default();
    let start = loop {
        if let Some(start) = path.iter().position(|(seen, _)| *seen == at) {
            break start;
        }
        let next = waits_for
            .get(at)
            .into_iter()
            .flatten()
            .find(|(target, _)| open.get(*target).is_some_and(|count| *count > 0));
        path.push((at, next.map(|(_, import)| import.clone())));
        match next {
            Some((target, _)) => at = *target,
            None => break 0,
        }
    };
    let members = path.get(start..).unwrap_or_default();
    let mut names: Vec<&str> = members.iter().map(|(at, _)| name(*at)).collect();
    names.extend(members.first().map(|(at, _)| name(*at)));
    let mut spans = members
        .iter()
        .filter_map(|(at, import)| Some((*at, import.as_ref()?.span)));
    let primary = spans.next().map(|(_, span)| span);
    let mut diagnostic = Diagnostic::error(
        "import-cycle",
        primary,
        format!("modules import each other in a circle: {}", names.join(" → ")),
    );
    for (at, span) in spans {
        diagnostic = diagnostic.label(span, format!("`{}` uses it here", name(at)));
    }
    diagnostic
}

/// The file's name without folders and `.dsl`.
fn stem(path: &str) -> &str {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.strip_suffix(".dsl").unwrap_or(file)
}
