# A comment at the top.
module tasks
app tasks "Tasks"

construct_of_another_day "Unknown":
  entity: Task
  unique: id

entity Task 'What is to be done':   # another title
  intent: "One thing to do"
  id: uuid pk      # the key
# a comment at column 0
        # and one far to the right
  title: str(80) required
  permit:
    list: role(clerk)
    entity: Ghost
  transitions:
    open -> closed: role(clerk)
  publish Done when title changed
  display_field: title

surface task_list "Tasks":
  uses entity Task
  mode: list
  section main:
    field title "Title"

workspace desk "Desk":
  purpose: "A string
with entity Ghost inside"
  # the last line is a comment
