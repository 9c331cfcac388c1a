"""A worksheet: an answer in words. First whether it is complete and agrees with itself, then two samples to hold it against."""

from coursework.i18n import Phrase, _, listing, t
from coursework.teaching import progress
from coursework.teaching.judge import another_kind, read_safely
from coursework.teaching.messages import Message, Points, show
from coursework.teaching.nearest import nearest
from coursework.teaching.plain import NotAttempted, Unreadable
from coursework.teaching.task import Task
from coursework.teaching.words import Words

__all__ = ["Worksheet"]


class Worksheet(Task):
    """A task answered in words; made by :meth:`coursework.teaching.Lesson.worksheet`.

    Parameters
    ----------
    fields
        Field name to its prompt, or to ``(prompt, kind)`` where it takes something else than words.
    rules
        ``function(fields) -> sentence, (sentence, values) or None``: what does not agree with itself. ``fields`` holds
        the answers as read. The first argument of a rule may also be looked up by ``fields.get``.
    weak, strong
        Sample answers, shown once one's own is complete; each one text, or field name to text.
    rubric
        Questions by which to judge one's own.
    """

    kind = "worksheet"

    def __init__(self, lesson, name, *, fields, weak, strong, rubric, rules=(), question="", minutes=8, **common):
        super().__init__(lesson, name, minutes=minutes, **common)
        self.fields = {key: value if isinstance(value, tuple) else (value, Words()) for key, value in fields.items()}
        self.weak, self.strong, self.rubric, self.question = weak, strong, tuple(rubric), question
        self.rules = (rules,) if callable(rules) else tuple(rules)

    def review(self, fields: dict) -> tuple[dict, tuple[str, ...], tuple]:
        """Return the fields as read, the names of blank ones, and what is wrong with the others; shows and stores nothing."""
        read, blank, wrong = {}, [], []
        for name in fields:
            if name not in self.fields:
                near = nearest(name, self.fields)
                if near:
                    wrong.append(Phrase(_("There is no field `{name}`; did you mean `{near}`?"), name=name, near=near))
                else:
                    wrong.append(Phrase(_("There is no field `{name}`; the fields are {fields}."), name=name, fields=listing([f"`{one}`" for one in self.fields], most=12)))
        for name, (_prompt, kind) in self.fields.items():
            try:
                read[name] = read_safely(kind, fields[name]) if name in fields else None
            except NotAttempted:
                read[name] = None
            except Unreadable as error:
                wrong += another_kind(name, fields[name], error, kind.wanted()) if not isinstance(kind, Words) or error.help is None else [
                    Phrase(_("`{name}`: {help}"), name=name, help=error.help)
                ]
                continue
            if read[name] is None:
                blank.append(name)
        return read, tuple(blank), tuple(wrong)

    def contradictions(self, read: dict) -> tuple:
        """Return what does not agree with itself in complete fields."""
        found = []
        for rule in self.rules:
            try:
                said = rule(read)
            except Exception:  # noqa: S112  a rule that cannot be worked out finds nothing
                continue
            if said:
                message, values = said if isinstance(said, tuple) else (said, {})
                found.append(self.phrase(message, **values))
        return tuple(found)

    def submit(self, **fields) -> None:
        """Look whether the worksheet is complete and agrees with itself; if so, show a weak and a strong sample and the rubric."""
        read, blank, wrong = self.review(fields)
        if len(blank) == len(self.fields) and not wrong:
            prompts = tuple(str(Phrase(_("`{name}`: {prompt}"), name=name, prompt=self.phrase(prompt))) for name, (prompt, _kind) in self.fields.items())
            body = (self.phrase(self.question), Points(prompts), t(_("A weak and a strong sample appear once yours is written.")))
            show(Message("open", t(_("Not written yet.")), body))
            return
        if blank or wrong:
            missing = tuple(str(Phrase(_("`{name}`: {prompt}"), name=name, prompt=self.phrase(self.fields[name][0]))) for name in blank)
            body = [*wrong, t(_("Still to be written:")) if blank else None, Points(missing) if blank else None]
            show(Message("open", t(_("Not complete yet.")), body, t(_("fill in the rest and run the cell again."))))
            return
        self._keep(read, done=False)
        found = self.contradictions(read)
        if found:
            show(Message("again", t(_("Complete, but something is missing in it.")), found, t(_("put that right and run the cell again."))))
            return
        self._keep(read, done=True)
        show(self._samples(read))
        progress.show_notices()

    def _keep(self, read, *, done):
        kept = {name: self.fields[name][1].kept(value) for name, value in read.items()}
        progress.record(self, fields=kept, **({"done": True} if done else {}))

    def _samples(self, read) -> Message:
        body = []
        for title, sample in ((_("**Yours**"), read), (_("**A weak answer**"), self.weak), (_("**A strong answer**"), self.strong)):
            body.append(t(title))
            if isinstance(sample, dict):
                lines = (self._line(name, sample[name], own=sample is read) for name in self.fields if name in sample)
                body.append(Points(tuple(map(str, lines))))
            else:
                body.append(self.phrase(sample))
        if self.rubric:
            body += [t(_("**Judge your own by these questions**")), Points(tuple(str(self.phrase(line)) for line in self.rubric))]
        step = t(_("mark in yours the sentence that you would now write differently, and change it. It stays on this computer."))
        return Message("good", t(_("Complete, and it agrees with itself.")), body, step)

    def _line(self, name, text, *, own):
        prompt, kind = self.fields[name]
        told = (kind.told(text, self.lesson.name) if own else self.phrase(text)) if text is not None else "–"
        return Phrase(_("**{prompt}**: {text}"), prompt=self.phrase(prompt), text=told)
