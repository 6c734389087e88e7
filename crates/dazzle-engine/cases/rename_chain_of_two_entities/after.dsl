entity Beta "Beta":
  was: Alpha
  id: int pk
  name: str(20) required

entity Gamma "Gamma":
  was: Beta
  id: int pk
  title: str(20) required
