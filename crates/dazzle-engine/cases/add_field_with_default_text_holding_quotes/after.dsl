entity Sign "Sign":
  id: uuid pk
  single: str(40) = "it's here"
  double: str(40) = 'say "hi"'
  both: text = "a 'b' \"c\""
  backslash: text = "C:\\temp"
  percent: text = "100% {0} ? $1 :x"
  empty: str(10) = ""
