//! The picture of the entities: SVG from the layout. Its colors are in the style sheet.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maud::{Markup, html};
use unicode_width::UnicodeWidthChar as _;

use super::words::table_id;
use crate::page::layout::{LOOP_ROOM, Line, Point, Rect, Size, layout};
use crate::page::{Entity, Field, Page};

/// Room around the picture.
const MARGIN: f64 = 12.0;
/// Pictures are not wider than this, if that can be helped.
const WIDTH: f64 = 1_130.0;
/// Left and right in a box.
const PADDING: f64 = 12.0;
const HEADER: f64 = 32.0;
const ROW: f64 = 20.0;
/// Under the last row.
const FOOT: f64 = 6.0;
/// One character of a name in the header, and of the rows; the widest of the usual fonts.
const HEADER_LETTER: f64 = 8.0;
const LETTER: f64 = 7.3;
/// How many characters are shown; a wide one counts as two.
const NAME_LETTERS: usize = 26;
const TYPE_LETTERS: usize = 20;
const TITLE_LETTERS: usize = 34;
const LEAST_WIDTH: f64 = 150.0;
/// The sign at the end of a line.
const SIGN: f64 = 11.0;

/// A box, with what stands in it.
struct Drawn<'a> {
    entity: &'a Entity,
    rows: Vec<&'a Field>,
    /// Fields that are not shown.
    more: usize,
    is_absent: bool,
    size: Size,
}

/// A line, with its ends.
struct Reference {
    line: Line,
    is_one_to_one: bool,
    may_be_none: bool,
    is_one_of_several: bool,
}

/// Draws the entities of the page. `is_short`: only keys, references, and what is not in the database.
pub(super) fn svg(page: &Page, is_short: bool) -> Markup {
    let boxes: Vec<Drawn<'_>> = page
        .entities
        .iter()
        .map(|entity| drawn(page, entity, is_short))
        .collect();
    let references = references(&boxes);
    let sizes: Vec<Size> = boxes.iter().map(|it| it.size).collect();
    let lines: Vec<Line> = references.iter().map(|it| it.line).collect();
    let layout = layout(&sizes, &lines, WIDTH);
    let width = 2.0f64.mul_add(MARGIN, layout.size.width).ceil();
    let height = 2.0f64.mul_add(MARGIN, layout.size.height).ceil();
    html! {
        svg .entities width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } role="group"
            aria-label="Boxes for the entities; the same stands below as text"
        {
            g transform={ "translate(" (MARGIN) " " (MARGIN) ")" } {
                @for (reference, points) in references.iter().zip(&layout.lines) {
                    (connection(reference, points, &layout.boxes))
                }
                @for (at, (it, rect)) in boxes.iter().zip(&layout.boxes).enumerate() {
                    (entity(page, at, it, rect))
                }
            }
        }
    }
}

fn drawn<'a>(page: &Page, entity: &'a Entity, is_short: bool) -> Drawn<'a> {
    let is_absent = !page.has_table(entity);
    let all: Vec<&Field> = entity.fields.iter().filter(|it| !it.columns.is_empty()).collect();
    let number = all.len();
    let is_shown = |field: &Field| {
        !is_short || field.is_key || !field.references.is_empty() || page.lacks(entity, field)
    };
    let rows: Vec<&Field> = all.into_iter().filter(|field| is_shown(field)).collect();
    let more = number - rows.len();
    let widest = rows
        .iter()
        .map(|field| letters(&cut(&field.name, NAME_LETTERS)) + letters(&type_words(field)) + 2.0)
        .fold(0.0, f64::max);
    let title = letters(&cut(&entity.name, TITLE_LETTERS)) * HEADER_LETTER;
    let width = f64::max(title, widest * LETTER) + 2.0 * PADDING;
    let lines = count(rows.len() + usize::from(more > 0));
    Drawn {
        entity,
        rows,
        more,
        is_absent,
        size: Size {
            width: width.max(LEAST_WIDTH).ceil(),
            height: lines.mul_add(ROW, HEADER) + FOOT,
        },
    }
}

fn references(boxes: &[Drawn<'_>]) -> Vec<Reference> {
    let place: BTreeMap<&str, usize> = boxes
        .iter()
        .enumerate()
        .map(|(at, it)| (it.entity.name.as_str(), at))
        .collect();
    let mut references = Vec::new();
    for (child, it) in boxes.iter().enumerate() {
        for (row, field) in it.rows.iter().enumerate() {
            for parent in field
                .references
                .iter()
                .filter_map(|name| place.get(name.as_str()))
            {
                references.push(Reference {
                    line: Line {
                        child,
                        child_y: count(row).mul_add(ROW, HEADER) + ROW / 2.0,
                        parent: *parent,
                        parent_y: HEADER / 2.0,
                    },
                    is_one_to_one: field.is_unique,
                    may_be_none: !field.is_required,
                    is_one_of_several: field.references.len() > 1,
                });
            }
        }
    }
    references
}

fn entity(page: &Page, at: usize, it: &Drawn<'_>, rect: &Rect) -> Markup {
    let name = cut(&it.entity.name, TITLE_LETTERS);
    let hint = match (&it.entity.title, it.is_absent) {
        (_, true) => format!("{}: not in the database", it.entity.name),
        (Some(title), false) => format!("{}: {title}", it.entity.name),
        (None, false) => it.entity.name.clone(),
    };
    let contents = html! {
        title { (hint) }
        rect .box width=(rect.width) height=(rect.height) rx="6" {}
        path .header d=(header_shape(rect.width)) {}
        text .entity-name x=(PADDING) y=(HEADER / 2.0 + 5.0) { (name) }
        @for (row, field) in it.rows.iter().enumerate() {
            (field_row(page, it, field, count(row).mul_add(ROW, HEADER), rect.width))
        }
        @if it.more > 0 {
            text .more x=(PADDING) y=(count(it.rows.len()).mul_add(ROW, HEADER) + 16.0) {
                "+ " (it.more) @if it.more == 1 { " field" } @else { " fields" }
            }
        }
    };
    html! {
        g .entity .absent[it.is_absent] data-box=(at) transform={ "translate(" (rect.x) " " (rect.y) ")" } {
            @if it.is_absent {
                (contents)
            } @else {
                a href={ "#" (table_id(&it.entity.table)) } tabindex="-1" { (contents) }
            }
        }
    }
}

fn field_row(page: &Page, it: &Drawn<'_>, field: &Field, top: f64, width: f64) -> Markup {
    let name = cut(&field.name, NAME_LETTERS);
    let is_cut = name != field.name;
    html! {
        g .field .absent[page.lacks(it.entity, field)] {
            @if is_cut || field.type_text != type_words(field) { title { (field.name) ": " (field.type_text) } }
            text .field-name .key[field.is_key] x=(PADDING) y=(top + 15.0) { (name) }
            text .field-type x=(width - PADDING) y=(top + 15.0) { (type_words(field)) }
        }
    }
}

/// The upper part of a box, with round corners.
fn header_shape(width: f64) -> String {
    format!(
        "M0 {HEADER}V6a6 6 0 0 1 6-6H{}a6 6 0 0 1 6 6V{HEADER}z",
        width - 6.0
    )
}

/// The type in few letters; `?` if a row need not have a value.
fn type_words(field: &Field) -> String {
    let short = match field.type_text.split_once('[') {
        Some((word, _)) => word.trim_end(),
        None => &field.type_text,
    };
    let mut words = cut(short, TYPE_LETTERS);
    if !field.is_required {
        words.push('?');
    }
    words
}

/// A line with its signs: many or one at the field, one or none at what it refers to.
fn connection(reference: &Reference, points: &[Point], boxes: &[Rect]) -> Markup {
    let line = &reference.line;
    let mut path = String::new();
    let (Some(child), Some(parent)) = (boxes.get(line.child), boxes.get(line.parent)) else {
        return html! {};
    };
    // Which way the line leaves its ends: 1 to the right.
    let (child_way, parent_way, first, last) = match (points.first(), points.last()) {
        (Some(first), Some(last)) => {
            let way = if last.x < first.x { -1.0 } else { 1.0 };
            curve(&mut path, points, way);
            (way, -way, *first, *last)
        }
        _ => {
            let x = child.x + child.width;
            let first = Point {
                x,
                y: child.y + line.child_y,
            };
            let last = Point {
                x,
                y: parent.y + line.parent_y,
            };
            around(&mut path, first, last);
            (1.0, 1.0, first, last)
        }
    };
    let mut signs = String::new();
    if reference.is_one_to_one {
        bar(&mut signs, first, child_way);
    } else {
        foot(&mut signs, first, child_way);
    }
    bar(&mut signs, last, parent_way);
    html! {
        g .reference .several[reference.is_one_of_several] data-from=(line.child) data-to=(line.parent) {
            path .line d=(path) {}
            path .sign d=(signs) {}
            @if reference.may_be_none {
                circle .sign cx=(shown(parent_way.mul_add(SIGN, last.x))) cy=(shown(last.y)) r="3.5" {}
            }
        }
    }
}

fn curve(path: &mut String, points: &[Point], way: f64) {
    // Writing to a text cannot fail.
    let mut before: Option<Point> = None;
    for point in points {
        match before {
            None => write!(path, "M{} {}", shown(point.x), shown(point.y)).ok(),
            Some(from) if (from.y - point.y).abs() < 0.5 => {
                write!(path, "L{} {}", shown(point.x), shown(point.y)).ok()
            }
            Some(from) => {
                let bend = way * (point.x - from.x).abs() / 2.0;
                write!(
                    path,
                    "C{} {} {} {} {} {}",
                    shown(from.x + bend),
                    shown(from.y),
                    shown(point.x - bend),
                    shown(point.y),
                    shown(point.x),
                    shown(point.y)
                )
                .ok()
            }
        };
        before = Some(*point);
    }
}

/// From a box to itself, on its right.
fn around(path: &mut String, first: Point, last: Point) {
    let x = first.x + LOOP_ROOM - 4.0;
    write!(
        path,
        "M{} {}C{x} {} {x} {} {} {}",
        shown(first.x),
        shown(first.y),
        shown(first.y),
        shown(last.y),
        shown(last.x),
        shown(last.y),
        x = shown(x + 10.0),
    )
    .ok();
}

/// The crow's foot: many.
fn foot(path: &mut String, at: Point, way: f64) {
    let tip = way.mul_add(SIGN, at.x);
    for spread in [-5.0, 5.0] {
        write!(
            path,
            "M{} {}L{} {}",
            shown(tip),
            shown(at.y),
            shown(at.x),
            shown(at.y + spread)
        )
        .ok();
    }
}

/// A bar across: one.
fn bar(path: &mut String, at: Point, way: f64) {
    let x = shown(way.mul_add(5.0, at.x));
    write!(path, "M{x} {}V{}", shown(at.y - 5.0), shown(at.y + 5.0)).ok();
}

/// A coordinate, to a tenth.
fn shown(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// As many letters as fit, with `…` for the rest.
fn cut(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut used = 1;
    let mut out: String = text
        .chars()
        .take_while(|letter| {
            used += letter.width().unwrap_or(1);
            used <= most
        })
        .collect();
    out.push('…');
    out
}

fn letters(text: &str) -> f64 {
    count(width(text))
}

/// How many narrow letters wide a text is at most: not every font joins what may be joined.
fn width(text: &str) -> usize {
    text.chars().map(|letter| letter.width().unwrap_or(1)).sum()
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 letters and rows")]
const fn count(number: usize) -> f64 {
    number as f64
}

/// The signs of the legend.
pub(super) fn example_of_many() -> Markup {
    example("M1 8H26M14 8L26 3M14 8L26 13", false)
}

pub(super) fn example_of_one() -> Markup {
    example("M1 8H26M21 3V13", false)
}

pub(super) fn example_of_none() -> Markup {
    example("M1 8H10M17 8H26M21 3V13", true)
}

fn example(path: &str, has_circle: bool) -> Markup {
    html! {
        svg .sign-example width="28" height="16" viewBox="0 0 28 16" aria-hidden="true" {
            path .sign d=(path) {}
            @if has_circle { circle .sign cx="13.5" cy="8" r="3.5" {} }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn long_names_are_cut_by_width() {
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("longer", 5), "long…");
        assert_eq!(cut("漢字漢字", 5), "漢字…");
        assert_eq!(cut("", 5), "");
    }
}
