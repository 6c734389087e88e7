    kept jsonb := nullif(current_setting('dazzle.kept_of_views', true), '')::jsonb;
    place oid := to_regclass(view_sql);
    it record;
BEGIN
    IF kept -> view_name IS NULL THEN
        RAISE EXCEPTION 'what hung on view % is not known in this session', view_sql;
    END IF;
    -- Default privileges may have given to the new view what the old one had not.
    IF at_first AND (kept -> view_name @> '[{"rank": 2}]'
                   OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = place AND c.relacl IS NOT NULL)) THEN
        FOR it IN SELECT DISTINCT g.grantee
                    FROM pg_catalog.pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) g
                   WHERE c.oid = place LOOP
            EXECUTE format('REVOKE ALL ON %s FROM %s', view_sql,
                CASE it.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(it.grantee)) END);
        END LOOP;
        IF NOT kept -> view_name @> '[{"rank": 2}]' THEN
            EXECUTE format('GRANT ALL ON %s TO %I', view_sql, current_user);
        END IF;
    END IF;
    FOR it IN SELECT k.sql
                FROM jsonb_to_recordset(kept -> view_name) k (rank int, rule name, col name, sql text)
               WHERE (CASE WHEN k.rule IS NULL THEN at_first ELSE at_last END)
                 AND (k.col IS NULL
                      OR EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = place AND a.attname = k.col))
                 AND NOT EXISTS (SELECT FROM pg_catalog.pg_rewrite r WHERE r.ev_class = place AND r.rulename = k.rule)
                 AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = place AND t.tgname = k.rule)
               ORDER BY k.rank, k.sql LOOP
        EXECUTE it.sql;
    END LOOP;
    IF at_last THEN
        PERFORM set_config('dazzle.kept_of_views', (kept - view_name)::text, false);
    END IF;
END
