"""Whether a forecast can be meant: what is impossible is refused, what looks like a slip is asked once before it goes on file.

All of it is worked out from the plan, the forecast and tables that the learner has; what is to be expected is never said.
"""

from dataclasses import dataclass

from coursework.i18n import Phrase, _
from coursework.teaching import units

__all__ = ["Doubt", "Known", "doubts", "only_scaled"]

WHOLE = 0.005  # two numbers this close, as a share of one, are the same number


@dataclass(frozen=True)
class Known:
    """What the data say about a plan, as a decision declares it: ``known=function(app, plan)``. What is not known is left out.

    Attributes
    ----------
    clicks, customers
        What the money buys at the prices of the data: clicks; people, at the cost that one had.
    all_customers
        Numbers of customers of the whole time, for all channels and for those of the plan: nobody's forecast for a month.
    worth, all_worth
        What one customer of the best channel brought, and what all together brought, in yuan.
    """

    clicks: float | None = None
    customers: float | None = None
    all_customers: tuple = ()
    worth: float | None = None
    all_worth: float | None = None


@dataclass(frozen=True)
class Doubt:
    """One thing that looks like a slip: what is said of it, and whether it is impossible."""

    name: str
    says: Phrase
    impossible: bool = False


def doubts(decision, app, plan) -> list[Doubt]:
    """Return what is doubtful about a commitment, the weightiest first; none is well."""
    people, net = (plan.forecast.get(name) for name in (decision.people, decision.money))
    found = [
        Doubt("negative", Phrase(_("You forecast {number} in `{name}`. Fewer than none cannot come: write a number from 0 up."), number=units.plain(plan.forecast[name]), name=name), True)
        for name, (_label, unit) in decision.forecast.items()
        if unit in ("people", "count") and plan.forecast[name] < 0
    ]
    for n, ask in enumerate(() if found else decision.asks):
        said = ask(app, plan)
        if said:
            message, values = said if isinstance(said, tuple) else (said, {})
            found.append(Doubt(f"ask_{n}", decision.phrase(message, **values)))
    if decision.known is None or found or people is None or net is None:
        return found
    try:
        known = decision.known(app, plan)
    except Exception:  # data of another kind: nothing is known of them
        known = Known()
    spent = sum(plan.values())
    if not spent:
        return _nothing_spent(decision, people, net)
    if 0 < people < 10 and not float(people).is_integer():  # by a rate, or a point in the wrong place, nothing else can be measured
        return _people(decision, known, spent, people, net)
    return [*_people(decision, known, spent, people, net), *_belief(decision, known, spent, people, net, plan.belief), *_net(decision, known, spent, people, net, plan.belief)]


def only_scaled(decision, app, plan) -> bool:
    """Say whether the people forecast are the money over the old cost of a customer, with nothing taken off."""
    try:
        people, straight = plan.forecast[decision.people], decision.known(app, plan).customers
        return bool(straight) and sum(plan.values()) > 0 and abs(people - straight) <= 0.03 * straight
    except Exception:
        return False


def _yuan(value) -> str:
    return units.with_unit(value if abs(value) < 100 else float(round(value)), "yuan")


def _same(a, b) -> bool:
    return bool(b) and abs(a - b) <= WHOLE * abs(b)


def _nothing_spent(decision, people, net):
    if people or net:
        said = _("Your plan spends nothing, and `forecast` expects {people} people and {net} from it. Where every amount is 0, nobody is bought and nothing is left over: give the channels money, or write 0 in the forecast too.")
        return [Doubt("nothing", Phrase(said, people=units.plain(people), net=_yuan(net)), True)]
    return [Doubt("all_zero", Phrase(_("Every amount is 0: the whole budget stays in the drawer, and no channel gets a chance to earn more than it costs.")))]


def _people(decision, known, spent, people, net):
    name = decision.people
    values = {"people": units.plain(people), "name": name, "spent": _yuan(spent)}
    if 0 < people < 1:
        return [Doubt("rate", Phrase(_("You forecast {people} people for {spent}: is that a share or a rate? `{name}` is how many people register in all, such as 40."), **values), True)]
    if people < 10 and not float(people).is_integer():
        said = _("You forecast {people} people for {spent}. If the point was to separate thousands, Python took it for a decimal point: write {number}.")
        return [Doubt("decimal_point", Phrase(said, number=f"{people * 1000:.0f}", **values))]
    if any(_same(people, total) for total in known.all_customers if total >= 50):
        said = _("{people} is how many customers came in the whole year of the data. `{name}` asks for those of your {spent} in one month.")
        return [Doubt("whole_year", Phrase(said, **values))]
    too_many = known.customers and people > 2.5 * known.customers
    if known.clicks and people >= (0.9 if known.customers else 0.5) * known.clicks:
        said = _("You forecast {people} registrations, and at the prices of the data {spent} buy about {clicks} clicks. Are these clicks? Most people who click go away without registering.")
        found = [Doubt("clicks", Phrase(said, clicks=units.plain(float(f"{known.clicks:.2g}")), **values))]
    elif too_many:
        said = _("You forecast {people} registrations for {spent}: {each} for one person. Last year one customer of these channels cost several times as much. Are they people of one month, and people who register?")
        found = [Doubt("too_many", Phrase(said, each=_yuan(spent / people), **values))]
    else:
        return []
    limit = known.customers or known.clicks / 4
    if 1 <= net < limit and people > 2 * limit:
        found.append(Doubt("swapped", Phrase(_("And `{money}` is only {net}. Have the two changed places: yuan in `{name}`, people in `{money}`?"), net=_yuan(net), money=decision.money, **values)))
    return found


def _belief(decision, known, spent, people, net, belief):
    if decision.belief is None or not isinstance(belief, int | float):
        return []
    values = {"belief": _yuan(belief), "people": units.plain(people), "spent": _yuan(spent)}
    if belief < 0:
        said = _("Your `belief` is {belief}. It asks what one customer brings before any cost, and that is never below zero. If it is what a customer leaves after cost, add the cost back.")
        return [Doubt("below_zero", Phrase(said, **values))]
    if 0 < belief < 1:
        return [Doubt("belief_share", Phrase(_("Your `belief` is {belief}, less than one yuan. Is it a share, or the price of a click? It asks how many yuan one customer brings."), **values))]
    if known.worth and belief > 3 * known.worth:
        said = _("Your `belief` is {belief} for one customer, far more than one brought through any channel last year. Is it the worth of all of them together? For {people} people that would be {each} for one.")
        return [Doubt("for_all", Phrase(said, each=_yuan(belief / people) if people else "–", **values))]
    if people and belief and abs(belief - spent / people) <= 0.01 * belief and abs(net) > 0.05 * spent:
        said = _("Your `belief`, {belief}, is {spent} over {people} people: what one customer costs. It asks what one brings.")
        return [Doubt("cost", Phrase(said, **values))]
    return []


def _net(decision, known, spent, people, net, belief):
    name = decision.money
    values = {"net": _yuan(net), "name": name, "people": units.plain(people), "spent": _yuan(spent)}
    if net and abs(net) < 1:
        said = _("You forecast {net} in `{name}`, less than one yuan in all. Is it a share, or the price of one click? Wanted are the yuan that are left of all people together.")
        return [Doubt("net_price", Phrase(said, **values))]
    if net < -(1 + WHOLE) * spent:
        return [Doubt("lost_more", Phrase(_("You forecast {net} in `{name}`, and only {spent} are spent. More than the money spent cannot be lost."), **values))]
    if _same(net, known.all_worth):
        return [Doubt("whole_worth", Phrase(_("{net} is what the customers of the whole year brought. `{name}` asks for what is left of {spent} in one month."), **values))]
    if decision.belief is None or not isinstance(belief, int | float):
        each = (net + spent) / people if people else 0.0
        if people and each > (5 * known.worth if known.worth else 1000):
            said = _("For {net} in `{name}`, each of your {people} people would have to bring {each} in 90 days. Are all these numbers for one month and in yuan?")
            return [Doubt("each_too_much", Phrase(said, each=_yuan(each), **values))]
        return []
    if belief <= 0 or (known.worth and belief > 3 * known.worth):
        return []  # the belief has been asked about, and nothing can be measured by it
    if people and abs(belief - spent / people) <= 0.01 * belief:
        return []  # the same: the belief is a cost
    gross, values = people * belief, {**values, "belief": _yuan(belief), "gross": _yuan(people * belief), "follows": _yuan(people * belief - spent)}
    if abs(net - gross) <= 0.02 * gross:
        return [Doubt("gross", Phrase(_("{net} is about {people} people times {belief}: the spend is not taken off. Of that, {follows} would be left after the {spent}."), **values))]
    for_one = (net + spent) / people if people else 0.0
    if people >= 20 and 0 < net <= 1.6 * belief and gross - spent > 10 * net and for_one < 0.9 * belief:
        said = _("You forecast {net} in `{name}`: that is about what one customer leaves. `{name}` is what all {people} leave together: at {belief} each they bring {gross}, less the {spent}.")
        return [Doubt("for_one", Phrase(said, **values))]
    if net > gross:
        return [Doubt("more_than_all", Phrase(_("{people} people at {belief} each bring {gross}, before the {spent} are taken off. {net} cannot be left of it."), **values))]
    if net > gross - spent + max(0.1 * gross, 0.05 * spent):
        said = _("{people} people at {belief} each bring {gross}; less the {spent}, {follows} are left, and you forecast {net}. Which of the three numbers do you mean otherwise?")
        return [Doubt("does_not_follow", Phrase(said, **values))]
    return []
