-- create index `uniq_active_Assignment_desk` on `Assignment`
--   stops at rows of `Assignment` that are equal in the key of index `uniq_active_Assignment_desk`
CREATE UNIQUE INDEX "uniq_active_Assignment_desk" ON "Assignment" ("desk") WHERE "ends_on" IS NULL;
