CREATE FUNCTION {space}.dazzle_normal_forms(setups text[], items text[])
RETURNS TABLE (item text, setup text, outcome text, found text)
LANGUAGE plpgsql AS $dazzle$
DECLARE
    -- Number of the item, rounds at most, statement before the text, the text, statement after it, statement before
    -- a text that the server gave, query for the server's text.
    asked text[];
    lines text[] := '{}';
    used integer := 0;
    trouble text;
    problem text;
    prefix text;
    body text;
    answer text;
    verdict text;
BEGIN
    BEGIN
        FOR attempt IN 1 .. cardinality(setups) LOOP
            BEGIN
                EXECUTE setups[attempt];
                used := attempt;
            EXCEPTION WHEN OTHERS THEN
                trouble := coalesce(trouble, SQLERRM);
            END;
            EXIT WHEN used > 0;
        END LOOP;
        FOREACH asked SLICE 1 IN ARRAY items LOOP
            prefix := asked[3];
            body := asked[4];
            verdict := 'unstable';
            FOR attempt IN 1 .. asked[2]::integer LOOP
                IF used = 0 AND cardinality(setups) > 0 THEN
                    verdict := 'no table';
                    body := trouble;
                    EXIT;
                END IF;
                problem := NULL;
                answer := NULL;
                BEGIN
                    EXECUTE prefix || body || asked[5];
                    PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true);
                    EXECUTE asked[7] INTO answer;
                    RAISE EXCEPTION USING ERRCODE = 'DZ001';
                EXCEPTION
                    WHEN SQLSTATE 'DZ001' THEN NULL;
                    WHEN OTHERS THEN problem := SQLERRM;
                END;
                IF problem IS NOT NULL THEN
                    verdict := 'refused';
                    body := problem;
                    EXIT;
                END IF;
                -- DEFAULT NULL leaves nothing to read.
                answer := coalesce(answer, 'NULL');
                IF answer = body THEN
                    verdict := 'stable';
                    body := answer;
                    EXIT;
                END IF;
                body := answer;
                prefix := asked[6];
            END LOOP;
            lines := lines || ARRAY[asked[1], used::text, verdict, coalesce(body, '')];
        END LOOP;
        -- Takes back what the setup made.
        RAISE EXCEPTION USING ERRCODE = 'DZ001';
    EXCEPTION WHEN SQLSTATE 'DZ001' THEN NULL;
    END;
    RETURN QUERY
        SELECT lines[n], lines[n + 1], lines[n + 2], lines[n + 3]
        FROM pg_catalog.generate_series(1, coalesce(cardinality(lines), 0), 4) AS n;
END
$dazzle$
