entity Apparatus "Apparatus":
  was: Device
  id: uuid pk
  serial: text required unique
  bought_on: date = today

entity InfusionPump "Infusion pump":
  subtype_of: Apparatus
  max_rate: decimal(8,2) required
