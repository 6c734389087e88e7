    place oid := (SELECT c.oid FROM pg_catalog.pg_class c WHERE c.oid = to_regclass(view_sql) AND c.relkind = 'v');
    made jsonb;
BEGIN
    SELECT coalesce(jsonb_agg(to_jsonb(it) ORDER BY it.rank, it.sql), '[]') INTO made
      FROM (
        SELECT 1 AS rank, NULL::name AS rule, NULL::name AS col,
               format('ALTER VIEW %s OWNER TO %I', view_sql, pg_get_userbyid(c.relowner)) AS sql
          FROM pg_catalog.pg_class c
         WHERE c.oid = place AND pg_get_userbyid(c.relowner) <> current_user
        UNION ALL
        SELECT 2, NULL, NULL,
               format('GRANT %s ON %s TO %s%s', g.privilege_type, view_sql,
                      CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
                      CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' END)
          FROM pg_catalog.pg_class c, aclexplode(c.relacl) g WHERE c.oid = place
        UNION ALL
        SELECT 3, NULL, a.attname,
               format('GRANT %s (%I) ON %s TO %s%s', g.privilege_type, a.attname, view_sql,
                      CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
                      CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' END)
          FROM pg_catalog.pg_attribute a, aclexplode(a.attacl) g WHERE a.attrelid = place
        UNION ALL
        SELECT 3, NULL, NULL, format('ALTER VIEW %s SET (%s = %L)', view_sql, o.option_name, o.option_value)
          FROM pg_catalog.pg_class c, pg_options_to_table(c.reloptions) o WHERE c.oid = place
        UNION ALL
        SELECT 3, NULL, a.attname,
               format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', view_sql, a.attname,
                      pg_get_expr(d.adbin, d.adrelid))
          FROM pg_catalog.pg_attrdef d
          JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
         WHERE d.adrelid = place
        UNION ALL
        SELECT 3, NULL, NULL, format('COMMENT ON VIEW %s IS %L', view_sql, obj_description(place, 'pg_class'))
         WHERE obj_description(place, 'pg_class') IS NOT NULL
        UNION ALL
        SELECT 3, NULL, a.attname,
               format('COMMENT ON COLUMN %s.%I IS %L', view_sql, a.attname, col_description(place, a.attnum))
          FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = place AND col_description(place, a.attnum) IS NOT NULL
        UNION ALL
        SELECT 4, r.rulename, NULL,
               pg_get_ruledef(r.oid)
               || CASE WHEN d.description IS NULL THEN ''
                       ELSE format(' COMMENT ON RULE %I ON %s IS %L', r.rulename, view_sql, d.description) END
          FROM pg_catalog.pg_rewrite r, obj_description(r.oid, 'pg_rewrite') d (description)
         WHERE r.ev_class = place AND r.rulename <> '_RETURN'
        UNION ALL
        SELECT 4, t.tgname, NULL,
               pg_get_triggerdef(t.oid)
               || CASE WHEN d.description IS NULL THEN ''
                       ELSE format('; COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, view_sql, d.description) END
          FROM pg_catalog.pg_trigger t, obj_description(t.oid, 'pg_trigger') d (description)
         WHERE t.tgrelid = place AND NOT t.tgisinternal
      ) it;
    PERFORM set_config('dazzle.kept_of_views',
        (coalesce(nullif(current_setting('dazzle.kept_of_views', true), ''), '{}')::jsonb || jsonb_build_object(view_name, made))::text,
        false);
END
