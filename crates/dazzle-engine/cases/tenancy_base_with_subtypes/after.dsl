tenancy:
  mode: shared_schema

entity Clinic "Clinic":
  archetype: tenant
  id: uuid pk

entity Room "Room":
  id: uuid pk
  code: str(8) required unique

entity Device "Device":
  id: uuid pk
  room: ref Room
  serial: str(40) required unique

entity InfusionPump "Infusion pump":
  subtype_of: Device
  max_rate: decimal(6,2)

entity Service "Service of a pump":
  id: uuid pk
  pump: ref InfusionPump required
  device: ref Device required
