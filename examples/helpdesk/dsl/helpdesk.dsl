module helpdesk
app helpdesk "Helpdesk":
  description: "Customers write, agents answer"
  security_profile: basic

entity Customer "Customer":
  intent: "A person or company that asks for help"
  id: uuid pk
  email: email required unique
  name: str(120) required
  company: str(120)
  timezone: timezone = "UTC"
  created_at: datetime auto_add
  tickets: has_many Ticket restrict
  permit:
    list: role(agent)
    read: role(agent) or id = current_user.customer

entity Team "Team":
  intent: "Agents who answer the same kind of ticket"
  id: uuid pk
  name: str(80) required unique
  agents: has_many Agent nullify
  permit:
    list: role(agent)
    create: role(lead)

entity Agent "Agent":
  id: uuid pk
  name: str(80) required
  email: email required unique
  team: ref Team
  active: bool required = true
  permit:
    list: role(agent)
    update: role(lead)

entity Ticket "Ticket":
  intent: "One question or complaint, from the first message until it is solved"
  id: int pk
  subject: str(120) required
  body: text required
  status: enum[open,waiting,solved] required = open
    semantic: open=warning, waiting=info, solved=success
  priority: enum[low,normal,high] required = normal
  customer: ref Customer required
  agent: ref Agent
  team: ref Team
  created_at: datetime auto_add
  due: date = today + 3d
  solved_at: datetime
  comments: has_many Comment cascade
  age_days: computed days_since(created_at)

  index status, priority
  index customer, created_at
  index team, status, due

  invariant: status != solved or solved_at != null
    message: "A solved ticket has the time of its solution"
    code: SOLVED_AT

  transitions:
    open -> waiting: role(agent)
    waiting -> open
    open -> solved: role(agent)
  permit:
    list: role(agent)
    create: authenticated
    update: role(agent)

entity Comment "Comment":
  id: uuid pk
  ticket: ref Ticket required
  agent: ref Agent
  body: text required
  internal: bool required = false
  created_at: datetime auto_add
  index ticket, created_at

entity Attachment "Attachment":
  id: uuid pk
  owner: poly_ref [Customer, Comment] required indexed
  content: file(20MB) required
  title: str(120)

persona agent "Agent":
  goals: "Answer the oldest ticket first"
