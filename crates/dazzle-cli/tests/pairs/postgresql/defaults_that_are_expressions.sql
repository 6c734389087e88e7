-- a
CREATE TABLE task (
    id uuid PRIMARY KEY,
    made_at timestamptz,
    day date DEFAULT CURRENT_DATE,
    year integer,
    label text DEFAULT upper('x'),
    tags text[] DEFAULT '{}',
    extra jsonb DEFAULT '{}',
    wait interval DEFAULT '1 day'
);
-- b
CREATE TABLE task (
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    made_at timestamptz DEFAULT now() NOT NULL,
    day date DEFAULT (CURRENT_DATE + 7),
    year integer DEFAULT EXTRACT(year FROM CURRENT_DATE),
    label text DEFAULT upper('y') || '-' || lower('Z'),
    tags text[] DEFAULT ARRAY['a'::text, 'b'::text],
    extra jsonb DEFAULT '{"a": [1, 2]}',
    wait interval DEFAULT '02:00:00'
);
