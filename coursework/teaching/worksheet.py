"""A worksheet: an answer in words. First whether it is complete and nothing in it is refused, then two samples to hold it against."""

from coursework.i18n import Phrase, _, listing, t
from coursework.teaching import progress, session
from coursework.teaching.judge import another_kind, read_safely
from coursework.teaching.messages import Message, Points, show
from coursework.teaching.nearest import nearest
from coursework.teaching.plain import NotAttempted, Unreadable, kind_of
from coursework.teaching.refusal import Refusal, refused
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
    refuses
        Field name to what is refused in it, each a :class:`~coursework.teaching.refusal.Refusal`; said all at once, the weightiest first.
        A sheet that is handed in a second time unchanged is taken all the same, with what speaks against it: nobody is held up.
    weak, strong
        Sample answers, shown once one's own is complete; each one text, or field name to text.
    rubric
        Questions by which to judge one's own.
    """

    kind = "worksheet"

    def __init__(self, lesson, name, *, fields, weak, strong, rubric, rules=(), refuses=None, question="", minutes=8, **common):
        super().__init__(lesson, name, minutes=minutes, **common)
        self.fields = {key: value if isinstance(value, tuple) else (value, Words()) for key, value in fields.items()}
        self.weak, self.strong, self.rubric, self.question = weak, strong, tuple(rubric), question
        self.rules = (rules,) if callable(rules) else tuple(rules)
        self.refuses = {name: (some,) if isinstance(some, Refusal) else tuple(some) for name, some in (refuses or {}).items()}
        self._asked: set = set()  # what has been refused in this session; the same once more is meant
        unknown = set(self.refuses) - set(self.fields)
        if unknown:
            raise ValueError(f"{lesson.name}: {name} has no field {sorted(unknown)}.")

    def review(self, fields: dict) -> tuple[dict, tuple[str, ...], tuple]:
        """Return the fields as read, the names of blank ones, and what is wrong with the others; shows and stores nothing."""
        read, blank, wrong = self._review(fields)
        return read, blank, tuple(said for _name, said in wrong)

    def _review(self, fields) -> tuple:
        read, blank, wrong = {}, [], []
        for name in fields:
            if name not in self.fields:
                near = nearest(name, self.fields)
                if near:
                    wrong.append((name, Phrase(_("There is no field `{name}`; did you mean `{near}`?"), name=name, near=near)))
                else:
                    wrong.append((name, Phrase(_("There is no field `{name}`; the fields are {fields}."), name=name, fields=listing([f"`{one}`" for one in self.fields], most=12))))
        for name, (_prompt, kind) in self.fields.items():
            try:
                read[name] = read_safely(kind, fields[name]) if name in fields else None
            except NotAttempted:
                read[name] = None
            except Unreadable as error:
                if isinstance(kind, Words) and error.help is not None:
                    wrong.append((name, Phrase(_("`{name}`: {help}"), name=name, help=error.help)))
                else:
                    wrong += [(name, said) for said in another_kind(name, fields[name], error, kind.wanted())]
                continue
            if read[name] is None:
                blank.append(name)
        return read, tuple(blank), tuple(wrong)

    def refused(self, app, read, fields=()) -> list:
        """Return pairs of a field and what is refused in it, the weightiest first; what was too short to be read counts as well."""
        written = {name: str.__str__(value).strip() for name, value in dict(fields).items() if kind_of(value, str) and len(value) < 5000}
        kinds = {name: kind for name, (_prompt, kind) in self.fields.items()}
        known = {**{name: text for name, text in written.items() if text and isinstance(kinds.get(name), Words)}, **{name: value for name, value in read.items() if value is not None}}
        return refused(app, known, self.refuses, self.lesson.name)

    def contradictions(self, read: dict) -> tuple:
        """Return what does not agree with itself in the fields that can be read."""
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
        """Look whether the worksheet is complete and nothing in it is refused; if so, show a weak and a strong sample and the rubric."""
        read, blank, wrong = self._review(fields)
        if len(blank) == len(self.fields) and not wrong:
            prompts = tuple(str(Phrase(_("`{name}`: {prompt}"), name=name, prompt=self.phrase(prompt))) for name, (prompt, _kind) in self.fields.items())
            body = (self.phrase(self.question), Points(prompts), t(_("A weak and a strong sample appear once yours is written.")))
            show(Message("open", t(_("Not written yet.")), body))
            return
        refusals = self.refused(session.app(), read, fields)
        heavier = {name for name, _said in refusals}
        # What is short and untrue is untrue; that it is short is not worth a word then.
        wrong = tuple((name, said) for name, said in wrong if name not in heavier)
        found = [*self.contradictions(read), *(Phrase(_("`{name}`: {help}"), name=name, help=said) for name, said in refusals)]
        if blank or wrong:
            missing = tuple(str(Phrase(_("`{name}`: {prompt}"), name=name, prompt=self.phrase(self.fields[name][0]))) for name in blank)
            body = [_list(found), *(said for _name, said in wrong), t(_("Still to be written:")) if blank else None, Points(missing) if blank else None]
            show(Message("open", t(_("Not complete yet.")), body, t(_("fill in the rest and run the cell again."))))
            return
        self._keep(read, done=False)
        key = repr(sorted(read.items()))
        if found and key not in self._asked:
            self._asked.add(key)
            step = t(_("put that right and run the cell again. If you stand by it, run the cell again as it is: the samples then appear all the same."))
            show(Message("again", t(_("Complete, but not everything in it holds.")), (_list(found),), step))
            return
        self._keep(read, done=True)
        show(self._samples(read, found))
        progress.show_notices()

    def _keep(self, read, *, done):
        kept = {name: self.fields[name][1].kept(value) for name, value in read.items()}
        progress.record(self, fields=kept, **({"done": True} if done else {}))

    def _samples(self, read, against=()) -> Message:
        body = [t(_("You stand by it. This still speaks against it:")), _list(against)] if against else []
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
        if against:
            return Message("note", t(_("Complete, and kept as you wrote it.")), body, step)
        return Message("good", t(_("Complete, and nothing in it contradicts what is checked here. Compare it with the samples.")), body, step)

    def _line(self, name, text, *, own):
        prompt, kind = self.fields[name]
        told = (kind.told(text, self.lesson.name) if own else self.phrase(text)) if text is not None else "–"
        return Phrase(_("**{prompt}**: {text}"), prompt=self.phrase(prompt), text=told)


def _list(said):
    return Points(tuple(map(str, said))) if said else None
