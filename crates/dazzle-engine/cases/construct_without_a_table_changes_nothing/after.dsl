entity Task "Task":
  id: uuid pk
  title: str(80) required

enum Status "Status":
  open "Open"
  done "Done"

foreign_model Person from crm "Person of the CRM":
  key: id
  id: uuid pk
  name: str(80) required

ledger Cash "Cash":
  account_code: 1
  currency: EUR

search on Task:
  fields: title

persona clerk "Clerk":
  goals: "Get things done", "Go home"

audit on Task:
  track: title
