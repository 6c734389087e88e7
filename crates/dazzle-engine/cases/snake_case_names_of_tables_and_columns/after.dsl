entity InfusionPump "Infusion pump":
  id: uuid pk
  maxRate: decimal(8,2) required
  HTTPServer: url
  Unit2Bed: str(20) = "none" indexed
  netPrice: money(EUR)

entity PumpUse "Use of a pump":
  id: uuid pk
  thePump: ref InfusionPump required
  about: poly_ref [InfusionPump, PumpUse]
  unique thePump, about
