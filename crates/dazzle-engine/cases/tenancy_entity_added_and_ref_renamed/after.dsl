tenancy:
  mode: shared_schema
  partition_key: company

entity Company "Company":
  archetype: tenant
  id: uuid pk

entity Client "Client":
  was: Customer
  id: uuid pk
  email: str(120) required unique

entity Order "Order":
  id: uuid pk
  client: ref Client required was: customer

entity Line "Line":
  id: uuid pk
  order: ref Order required
  position: int unique
