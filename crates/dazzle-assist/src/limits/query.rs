//! Queries: what is read.

use sqlparser::ast::{
    Cte, Distinct, GroupByExpr, Join, JoinConstraint, JoinOperator, LimitClause, ObjectName, Offset, OrderBy,
    OrderByExpr, OrderByKind, Query, Select, SelectFlavor, SelectItem, SelectItemQualifiedWildcardKind,
    SetExpr, TableFactor, TableWithJoins, Values, WildcardAdditionalOptions, With,
};

use super::Refusal;
use super::walk::Walk;

/// What the body of a query may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    /// Something that reads.
    Reads,
    /// Something that changes rows: `WITH … UPDATE …`.
    Changes,
}

impl Walk<'_> {
    /// A query that reads.
    pub(super) fn read_query(&mut self, query: &Query) -> Result<(), Refusal> {
        self.query(query, Body::Reads)
    }

    /// A statement with `WITH` in front.
    pub(super) fn changing_query(&mut self, query: &Query) -> Result<(), Refusal> {
        self.query(query, Body::Changes)
    }

    fn query(&mut self, query: &Query, wanted: Body) -> Result<(), Refusal> {
        let Query {
            with,
            body,
            order_by,
            limit_clause,
            fetch,
            locks,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        if !locks.is_empty() || for_clause.is_some() {
            return Err(Refusal::construct("`FOR UPDATE`"));
        }
        if fetch.is_some() || settings.is_some() || format_clause.is_some() || !pipe_operators.is_empty() {
            return Err(Refusal::construct("a query in the form of another database"));
        }
        if let Some(with) = with {
            self.with(with, wanted)?;
        }
        match (&**body, wanted) {
            (
                SetExpr::Insert(statement) | SetExpr::Update(statement) | SetExpr::Delete(statement),
                Body::Changes,
            ) => {
                self.statement(statement)?;
            }
            (body, Body::Reads) => self.set(body)?,
            (_, Body::Changes) => {
                return Err(Refusal::Statement {
                    word: "SELECT".to_owned(),
                });
            }
        }
        if let Some(OrderBy { kind, interpolate }) = order_by {
            match kind {
                OrderByKind::Expressions(items) if interpolate.is_none() => self.order(items)?,
                _ => return Err(Refusal::construct("`ORDER BY` in the form of another database")),
            }
        }
        match limit_clause {
            None => Ok(()),
            Some(LimitClause::LimitOffset {
                limit,
                offset,
                limit_by,
            }) if limit_by.is_empty() => {
                self.optional(limit.as_ref())?;
                self.optional(offset.as_ref().map(|Offset { value, rows: _ }| value))
            }
            Some(_) => Err(Refusal::construct("`LIMIT` in the form of another database")),
        }
    }

    fn with(&mut self, with: &With, wanted: Body) -> Result<(), Refusal> {
        let With {
            with_token: _,
            recursive,
            cte_tables,
        } = with;
        if *recursive {
            return Err(Refusal::construct("`WITH RECURSIVE`, which may never end,"));
        }
        for Cte {
            alias,
            query,
            from,
            materialized: _,
            closing_paren_token: _,
        } in cte_tables
        {
            if from.is_some() {
                return Err(Refusal::construct("`FROM` behind a part of `WITH`"));
            }
            let name = self.compared(&alias.name);
            if self.limits.readable.contains_key(&name) {
                return Err(Refusal::construct(format!(
                    "`{}`, the name of a table, as the name of a part of `WITH`",
                    alias.name.value
                )));
            }
            let changes = matches!(
                *query.body,
                SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_)
            );
            if changes && wanted == Body::Reads {
                return Err(Refusal::construct("a change of rows inside of a query"));
            }
            if changes {
                self.changing_query(query)?;
            } else {
                self.read_query(query)?;
            }
            self.table_alias(Some(alias))?;
            self.own_tables.insert(name);
        }
        Ok(())
    }

    fn set(&mut self, body: &SetExpr) -> Result<(), Refusal> {
        match body {
            SetExpr::Select(select) => self.select(select),
            SetExpr::Query(query) => self.read_query(query),
            SetExpr::SetOperation {
                left,
                op: _,
                set_quantifier: _,
                right,
            } => {
                self.set(left)?;
                self.set(right)
            }
            SetExpr::Values(Values {
                explicit_row,
                value_keyword,
                rows,
            }) if !explicit_row && !value_keyword => rows
                .iter()
                .flat_map(|row| &row.content)
                .try_for_each(|value| self.expression(value)),
            SetExpr::Values(_) => Err(Refusal::construct("`VALUES` in the form of another database")),
            SetExpr::Table(_) => Err(Refusal::construct("`TABLE` in place of a query")),
            SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_) => {
                Err(Refusal::construct("a change of rows inside of a query"))
            }
        }
    }

    fn select(&mut self, select: &Select) -> Result<(), Refusal> {
        let Select {
            select_token: _,
            optimizer_hints,
            distinct,
            select_modifiers,
            top,
            top_before_distinct: _,
            projection,
            exclude,
            into,
            from,
            lateral_views,
            prewhere,
            selection,
            connect_by,
            group_by,
            cluster_by,
            distribute_by,
            sort_by,
            having,
            named_window,
            qualify,
            window_before_qualify: _,
            value_table_mode,
            flavor,
        } = select;
        if into.is_some() {
            return Err(Refusal::construct("`SELECT … INTO`, which makes a table,"));
        }
        if !named_window.is_empty() {
            return Err(Refusal::construct("a named window"));
        }
        let foreign = !optimizer_hints.is_empty()
            || select_modifiers.is_some()
            || top.is_some()
            || exclude.is_some()
            || !lateral_views.is_empty()
            || prewhere.is_some()
            || !connect_by.is_empty()
            || !cluster_by.is_empty()
            || !distribute_by.is_empty()
            || !sort_by.is_empty()
            || qualify.is_some()
            || value_table_mode.is_some()
            || *flavor != SelectFlavor::Standard;
        if foreign {
            return Err(Refusal::construct("a query in the form of another database"));
        }
        self.tables(from)?;
        match distinct {
            None | Some(Distinct::Distinct | Distinct::All) => {}
            Some(Distinct::On(values)) => self.expressions(values)?,
        }
        projection.iter().try_for_each(|item| self.select_item(item))?;
        self.optional(selection.as_ref())?;
        match group_by {
            GroupByExpr::Expressions(values, modifiers) if modifiers.is_empty() => {
                self.expressions(values)?
            }
            _ => return Err(Refusal::construct("`GROUP BY` in the form of another database")),
        }
        self.optional(having.as_ref())
    }

    pub(super) fn select_item(&mut self, item: &SelectItem) -> Result<(), Refusal> {
        match item {
            SelectItem::UnnamedExpr(value) => self.expression(value),
            SelectItem::ExprWithAlias { expr, alias } => {
                self.own_column(alias);
                self.expression(expr)
            }
            SelectItem::Wildcard(options) => plain_wildcard(options),
            SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(name), options) => {
                let name = self.single(name)?;
                self.use_qualifier(name);
                plain_wildcard(options)
            }
            SelectItem::QualifiedWildcard(..) | SelectItem::ExprWithAliases { .. } => {
                Err(Refusal::construct("a result of several columns in one place"))
            }
        }
    }

    pub(super) fn tables(&mut self, tables: &[TableWithJoins]) -> Result<(), Refusal> {
        for TableWithJoins { relation, joins } in tables {
            self.table_factor(relation)?;
            for join in joins {
                self.join(join)?;
            }
        }
        Ok(())
    }

    fn join(&mut self, join: &Join) -> Result<(), Refusal> {
        let Join {
            relation,
            global,
            join_operator,
        } = join;
        self.table_factor(relation)?;
        let constraint = match join_operator {
            JoinOperator::Join(it)
            | JoinOperator::Inner(it)
            | JoinOperator::Left(it)
            | JoinOperator::LeftOuter(it)
            | JoinOperator::Right(it)
            | JoinOperator::RightOuter(it)
            | JoinOperator::FullOuter(it) => it,
            _ => return Err(Refusal::construct("a join without a condition")),
        };
        match constraint {
            JoinConstraint::On(condition) if !global => self.expression(condition),
            JoinConstraint::Using(columns) if !global => columns.iter().try_for_each(|column| {
                let column = self.single(column)?;
                self.use_column(column)
            }),
            _ => Err(Refusal::construct("a join without a condition")),
        }
    }

    pub(super) fn table_factor(&mut self, factor: &TableFactor) -> Result<(), Refusal> {
        match factor {
            TableFactor::Table {
                name,
                alias,
                args,
                with_hints,
                version,
                with_ordinality,
                partitions,
                json_path,
                sample,
                index_hints,
            } => {
                if args.is_some() {
                    return Err(function_as_table(name));
                }
                if !with_hints.is_empty()
                    || version.is_some()
                    || *with_ordinality
                    || !partitions.is_empty()
                    || json_path.is_some()
                    || sample.is_some()
                    || !index_hints.is_empty()
                {
                    return Err(Refusal::construct("more than a name and an alias for a table"));
                }
                self.read_table(name)?;
                self.table_alias(alias.as_ref())
            }
            TableFactor::Derived {
                lateral,
                subquery,
                alias,
                sample,
            } => {
                if *lateral || sample.is_some() {
                    return Err(Refusal::construct("`LATERAL` or `TABLESAMPLE`"));
                }
                self.read_query(subquery)?;
                self.table_alias(alias.as_ref())
            }
            TableFactor::NestedJoin {
                table_with_joins,
                alias,
            } => {
                self.tables(std::slice::from_ref(table_with_joins))?;
                self.table_alias(alias.as_ref())
            }
            TableFactor::Function { name, .. } => Err(function_as_table(name)),
            _ => Err(Refusal::construct("something that is no table behind `FROM`")),
        }
    }

    pub(super) fn order(&mut self, items: &[OrderByExpr]) -> Result<(), Refusal> {
        for OrderByExpr {
            expr,
            options: _,
            with_fill,
        } in items
        {
            if with_fill.is_some() {
                return Err(Refusal::construct("`ORDER BY` in the form of another database"));
            }
            self.expression(expr)?;
        }
        Ok(())
    }
}

fn function_as_table(name: &ObjectName) -> Refusal {
    Refusal::construct(format!("the function `{name}` in place of a table"))
}

fn plain_wildcard(options: &WildcardAdditionalOptions) -> Result<(), Refusal> {
    let WildcardAdditionalOptions {
        wildcard_token: _,
        opt_ilike,
        opt_exclude,
        opt_except,
        opt_replace,
        opt_rename,
        opt_alias,
    } = options;
    if opt_ilike.is_some()
        || opt_exclude.is_some()
        || opt_except.is_some()
        || opt_replace.is_some()
        || opt_rename.is_some()
        || opt_alias.is_some()
    {
        return Err(Refusal::construct("`*` in the form of another database"));
    }
    Ok(())
}
