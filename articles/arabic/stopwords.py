"""Arabic and English stopwords, folded as ``normalize.fold`` does."""

from articles.arabic.normalize import fold

_ARABIC = """
في من إلى على عن مع حتى منذ خلال بعد قبل بين عند لدى لدي دون تحت فوق أمام وراء خلف حول ضد نحو عبر
حيث حين حينما عندما بينما كلما لما لو لولا إذا إذ إن أن إنه أنه إنها أنها إنهم أنهم إني أني إننا
أننا لكن لكنه لكنها لكنهم لأن لأنه لأنها كأن لعل ليت هل ما ماذا لماذا متى أين كيف كم أي أية أيا لا
لم لن ليس ليست ليسوا غير سوى إلا بل أو أم ثم قد لقد سوف أيضا فقط كذلك مثل مثلا كما مما عما فيما
إنما هذا هذه هذان هذين هاتان هاتين هؤلاء ذلك ذاك تلك أولئك هنا هناك هنالك الذي التي الذين اللذان
اللذين اللتان اللتين اللاتي اللواتي اللائي هو هي هم هن هما أنا نحن أنت أنتم أنتما أنتن إياه إياها
كان كانت كانوا كنت كنا يكون تكون يكونوا ليكون لتكون كون ظل ظلت بات باتت أصبح أصبحت صار صارت مازال
لازال يزال تزال كل كلا كلتا كله كلها بعض جميع كافة أحد إحدى نفس نفسه نفسها ذات ذو ذي به بها بهم
بهما بهذا بهذه بذلك بما بأن بأنه بأنها بعدما بعده بعدها قبله قبلها له لها لهم لهما لنا لي لك لهذا
لهذه لذلك لذا لكي كي لدينا لديه لديها لديهم فيه فيها فيهم فيهما منه منها منهم منهما منا مني عنه
عنها عنهم إليه إليها إليهم عليه عليها عليهم عليهما معه معها معهم بينه بينها بينهم بينهما حوله
حولها ضمن بشأن إزاء تجاه وفق وفقا حسب بحسب بسبب بدون رغم بالرغم جدا تقريبا حاليا سابقا لاحقا قال
قالت قالوا وقال يقول تقول أضاف أضافت وأضاف وأضافت أكد أكدت ذكر ذكرت أشار أشارت أوضح أوضحت اليوم
أمس غدا الآن يوم عام سنة أول أكثر أقل مرة
"""

_ENGLISH = """
a about above after again against all also am an and any are as at be because been before being
below between both but by can could did do does doing down during each few for from further had
has have having he her here hers him his how i if in into is it its itself just me more most my no
nor not now of off on once only or other our out over own per s said same say says she should so
some such t than that the their them then there these they this those through to too under until
up us very was we were what when where which while who whom why will with would you your
"""

SPELLINGS: frozenset[str] = frozenset(_ARABIC.split())
"""The Arabic stopwords as written."""
STOPWORDS: frozenset[str] = frozenset(fold(_ARABIC + _ENGLISH).split())
