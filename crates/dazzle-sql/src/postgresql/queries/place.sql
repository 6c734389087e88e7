-- The schema that is inspected, as it is called and as it is written in SQL; the server's version.
SELECT current_schema(), quote_ident(current_schema()), current_setting('server_version_num')
