entity InfusionPump "Infusion pump":
  id: uuid pk
  maxRate: decimal(6,2) required
  HTTPServer: url

entity PumpUse "Use of a pump":
  id: uuid pk
  thePump: ref InfusionPump required
