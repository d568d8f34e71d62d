"""What programs put on the clipboard, in small: written by us after the shapes they use."""

import json

_DOCS = "font-size:11pt;font-family:Arial;font-style:normal;text-decoration:none;font-weight"

GOOGLE_DOCS = f"""<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1">
<p dir="rtl" style="line-height:1.38;text-align:right;"><span style="{_DOCS}:400">فقرة أولى فيها
</span><span style="{_DOCS}:700">غامق</span><span style="{_DOCS}:400"> و10</span><span
style="font-weight:400;vertical-align:baseline"><span style="font-size:0.6em;vertical-align:super;"
>6</span></span></p><ul style="margin-top:0"><li dir="rtl" style="list-style-type:disc"
aria-level="1"><p dir="rtl" role="presentation"><span style="{_DOCS}:400">بند</span></p></li><ul>
<li dir="rtl" aria-level="2"><p dir="rtl"><span style="{_DOCS}:700">بند غامق</span></p></li></ul>
</ul><ol style="margin-top:0" start="3"><li dir="rtl" aria-level="1"><p dir="rtl"><span
style="{_DOCS}:400">ثالث</span></p></li></ol><br><h2 dir="rtl"><span style="{_DOCS}:400">عنوان
فرعي</span></h2><p dir="rtl"><a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D"
style="text-decoration:none;"><span style="font-weight:400;text-decoration:underline">رابط</span>
</a><span style="font-weight:400;text-decoration:line-through">اقتراح محذوف</span></p>
<br class="Apple-interchange-newline"></b>"""

_REFERENCE = "<span class=MsoFootnoteReference><span style='mso-special-character:footnote'>"

# Its HTML holds no notes; they stand in a format of its own beside it.
DOCS_TYPE = "application/x-vnd.google-docs-document-slice-clip+wrapped"
GOOGLE_DOCS_NOTED = f"""<meta charset='utf-8'><b style="font-weight:normal;"
id="docs-internal-guid-2"><p dir="rtl"><span style="{_DOCS}:400">ارتفعت الأسعار</span><span
style="{_DOCS}:700"> كثيرا</span><span style="{_DOCS}:400">.</span></p></b>"""


def docs_slice(spacers: str, *notes: str) -> dict[str, str]:
    """The format of its own that Google Docs puts beside the HTML; `@` stands for a note's mark."""
    places = [at for at, letter in enumerate(spacers) if letter == "@"]
    styles: list[dict[str, str] | None] = [None] * len(spacers)
    for number, at in enumerate(places):
        styles[at] = {"fs_id": f"kix.fn{number}"}
    resolved = {
        "dsl_spacers": spacers.replace("@", "#"),
        "dsl_styleslices": [{"stsl_type": "footnote", "stsl_styles": styles}],
        "dsl_relateddocslices": {
            f"kix.fn{number}": {"dsl_spacers": text} for number, text in enumerate(notes)
        },
    }
    return {DOCS_TYPE: json.dumps({"dct": "kix", "data": json.dumps({"resolved": resolved})})}


WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator
content="Microsoft Word 15"><!--[if gte mso 9]><xml><o:x>سر</o:x></xml><![endif]--><style><!--
@font-face {{font-family:"Cambria Math"; panose-1:2 4;}} @list l0:level1 {{mso-level-text:x;}}
p.MsoNormal {{margin:0}} span.MsoFootnoteReference {{vertical-align:super;}}
span.Loud {{mso-style-name:Loud; font-weight:bold;}} h1 {{font-weight:normal;}}
--></style></head><body lang=AR-SA><!--StartFragment-->
<p class=MsoTitle dir=RTL>عنوان الوثيقة<o:p></o:p></p><h1 dir=RTL><b>فصل</b></h1>
<p class=MsoNormal dir=RTL><span lang=AR-SA>نص <span class=Loud>غامق</span> وله حاشية</span><a
style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title="">{_REFERENCE}
<![if !supportFootnotes]><span>[1]</span><![endif]></span></span></a> <a
style='mso-comment-reference:S_1'>وعليه تعليق</a><span class=MsoCommentReference><span
style='mso-special-character:comment'>&nbsp;<![if !supportAnnotations]><a class=msocomanchor
href="#_msocom_1" name="_msoanchor_1">[س1]</a><![endif]></span></span>.</p>
<p class=MsoCommentText dir=RTL>فقرة <del cite="mailto:s" datetime="2026-11-01">محذوف</del><ins
cite="mailto:s"><span class=msoIns>مضاف</span></ins><span style='display:none;mso-hide:all'>
مخفي</span></p>
<p class=MsoListParagraph dir=RTL style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>3.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>
<![endif]>ثالث</p>
<p class=MsoListParagraph dir=RTL style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span>فرع</p>
<p class=MsoListParagraph dir=RTL style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>4.<span>&nbsp; </span></span>رابع</p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape>سر</v:shape><![endif]--><![if !vml]><span
style='mso-ignore:vglayout'><img width=300 height=200 src="file:///C:/image001.png"></span>
<![endif]></p><!--EndFragment-->
<div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'><div
id="_com_1" class=msocomtxt><a name="_msocom_1"></a><p class=MsoCommentText>لا تذكر اسمه</p></div>
</div></div>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr width="33%">
<![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText dir=RTL><a
style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1">{_REFERENCE}<span>[1]</span></span>
</span></a> نص <b>الحاشية</b></p></div></div></body></html>"""

_ITEM = 'class="ListContainerWrapper SCXW1 BCX0"'

WORD_ONLINE = f"""<meta charset='utf-8'><div class="OutlineElement Rtl SCXW1" style="direction:rtl">
<p class="Paragraph SCXW1" role="heading" aria-level="1"><span class="TextRun" style="font-weight:
400"><span class="NormalTextRun">عنوان</span></span><span class="EOP">&nbsp;</span></p></div>
<div {_ITEM}><ol class="NumberListStyle1" role="list" start="1"><li data-aria-level="1"
data-listid="2" class="OutlineElement"><p class="Paragraph"><span class="TextRun"
style="font-weight:700">أول</span><span class="EOP">&nbsp;</span></p></li></ol></div>
<div {_ITEM}><ul class="BulletListStyle2"><li data-aria-level="2" class="OutlineElement"><p
class="Paragraph"><span>فرع</span></p></li></ul></div>
<div {_ITEM}><ol class="NumberListStyle1" start="2"><li data-aria-level="1"><p class="Paragraph">
<span>ثان</span></p></li></ol></div>
<div class="OutlineElement"><p class="Paragraph"><span class="TextRun" style="text-decoration:
line-through">محذوف</span><span class="TextRun">H</span><span class="TextRun"
style="vertical-align:sub">2</span><span>O</span></p></div>"""

LIBREOFFICE = """<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 24.8"/>
<style type="text/css">p { line-height: 115% } a.sdfootnotesym { font-size: 57% }</style></head>
<body lang="ar-EG" dir="rtl"><p class="title" dir="rtl">العنوان</p>
<p style="margin-bottom: 0cm" dir="rtl">نص <b>غامق</b> <span style="font-weight: normal">عادي</span>
و<i>مائل</i><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>
<!-- تعليق: لا تنشر --></p><ol start="3"><li><p dir="rtl">ثالث</p><ul><li><p dir="rtl">فرع</p></li>
</ul></li></ol><span class="sd-abs-pos" style="position: absolute; top: 1cm; width: 90px"><p>مربع
</p></span><div id="sdfootnote1"><p class="sdfootnote" dir="rtl"><a class="sdfootnotesym"
name="sdfootnote1sym" href="#sdfootnote1anc">1</a>الحاشية</p></div></body></html>"""

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--
td {padding:0; mso-ignore:padding; font-weight:400;} .xl65 {font-weight:700;} --></style></head>
<body><table border=0 width=128 dir=RTL><!--StartFragment--><col width=64 span=2>
<tr height=20><td class=xl65 dir=RTL>البلد</td><td class=xl65>العدد</td></tr>
<tr height=0 style='display:none'><td>سر</td><td>1</td></tr>
<tr height=20><td>مصر</td><td align=left x:num>12</td></tr><!--EndFragment--></table>
</body></html>"""

SHEETS = """<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border:
1px solid #cccccc;}br {mso-data-placement:same-cell;}--></style><table xmlns="x" dir="rtl"
data-sheets-root="1"><colgroup><col width="100"/><col width="100"/></colgroup><tbody><tr><td
style="font-weight:bold;vertical-align:bottom" data-sheets-value="{}">البلد</td><td
style="font-weight:bold">العدد</td></tr><tr><td>مصر<br/>العليا</td><td>12</td></tr></tbody></table>
</google-sheets-html-origin>"""

GMAIL = """<meta charset='utf-8'><div dir="rtl"><div>مرحبا <b>بكم</b>
<img data-emoji="😀" alt="😀" src="https://fonts.gstatic.com/s/e/1.png" width="18"></div>
<div><br></div><div style="font-weight:400">سطر ثان <a
href="https://www.google.com/url?q=https%3A%2F%2Fexample.org%2F&amp;source=gmail&amp;ust=1"
target="_blank">هنا</a></div><img src="https://mail.example/open.gif" width="1" height="1">
<div class="gmail_quote"><blockquote style="border-left:1px solid">اقتباس</blockquote></div>
</div>"""

_SAFELINK = (
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fx%3Fid%3D7"
    "&amp;data=05%7C02%7Csara%40difaf.example%7C1&amp;reserved=0"
)

OUTLOOK = f"""<html><head><style>.elementToProof{{margin:0}} p.MsoNormal{{margin:0}}</style></head>
<body dir="rtl"><div style="display:none;font-size:1px;max-height:0;overflow:hidden">مقتطف</div>
<div class="elementToProof" style="font-family:Aptos">السادة <span style="font-weight:bolder">الكرام
</span></div><table role="presentation"><tr><td><p class=MsoNormal>فقرة في صندوق</p></td></tr>
</table><p style="margin:0 0 0 .5in"><span style="font-family:Symbol"><span>·<span
style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp;&nbsp; </span></span></span>بند</p>
<div class="elementToProof"><a href="{_SAFELINK}">رابط</a></div></body></html>"""

# White space counts in a message, so every line of it is written out.
WHATSAPP = (
    '<meta charset=\'utf-8\'><div class="copyable-text" data-pre-plain-text="[12:30 م] أحمد: ">'
    '<span dir="rtl" class="selectable-text" style="white-space: pre-wrap">سطر أول '
    '<img alt="👍🏽" data-plain-text="👍🏽" class="emoji" src="data:,"> <strong>غامق</strong>\n\n'
    "رقم \u2066+20 2 1234\u2069\u200f</span></div>"
)

WEB_PAGE = """<meta charset='utf-8'><h1 style="font-weight:700">العنوان</h1><h3>فرعي</h3>
<p style="font-weight: 400; color: rgb(0,0,0)">فقرة <strong>مهمة</strong><sup id="cite_ref-1"
class="reference"><a href="https://ar.example/wiki/x#cite_note-1">[1]</a></sup> وقال
<q>نعم</q>.</p><figure><picture><source srcset="x.webp"><img src="x.jpg" width="600"></picture>
</figure><p><del datetime="2026">100</del> <ins>80</ins> جنيهًا<span class="sr-only">مخفي</span></p>
<button type="button">شارك</button><iframe src="https://www.youtube.com/embed/abc"></iframe>
<ol class="references"><li id="cite_note-1"><a href="https://ar.example/wiki/x#cite_ref-1">^</a>
<span class="reference-text">المصدر</span></li></ol>"""

PLAIN = (
    "\ufeffسطر أول\u200f\nسطر ثان\n\nفقرة <ثانية>\n"
    "https://lm.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2F&h=AT0"
)
