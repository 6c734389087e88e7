entity Country "Country":
  id: str(2) pk
  name: str(80) required

entity City "City":
  id: uuid pk
  name: str(80) required
  country: ref Country
  twin: belongs_to Country = "AT"
  index country, name

entity Flag "Flag":
  id: ref Country
  colors: text

entity FlagPhoto "Photo of a flag":
  id: uuid pk
  flag: ref Flag required
