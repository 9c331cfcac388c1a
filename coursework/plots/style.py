"""The house style of all pictures."""

from contextlib import contextmanager

from coursework.plots import colours, font

WIDTH, HEIGHT, DPI = 8.0, 4.5, 110


def settings():
    """Return matplotlib's settings for the house style."""
    from matplotlib import cycler

    return {
        "font.family": [font.register(), "DejaVu Sans"],
        "font.size": 10,
        "axes.unicode_minus": False,
        "axes.edgecolor": colours.CONTEXT,
        "axes.labelcolor": colours.QUIET,
        "axes.titlecolor": colours.INK,
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.grid": False,
        "axes.prop_cycle": cycler(color=colours.CYCLE),
        "grid.color": colours.GRID,
        "grid.linewidth": 0.8,
        "text.color": colours.INK,
        "text.usetex": False,
        "xtick.color": colours.QUIET,
        "ytick.color": colours.QUIET,
        "xtick.labelcolor": colours.QUIET,
        "ytick.labelcolor": colours.INK,
        "xtick.major.size": 3,
        "xtick.major.pad": 5,
        "ytick.major.size": 0,
        "figure.figsize": (WIDTH, HEIGHT),
        "figure.dpi": DPI,
        "figure.facecolor": "white",
        "axes.facecolor": "white",
        "savefig.dpi": DPI,
        "savefig.bbox": None,
        "savefig.facecolor": "white",
        "legend.frameon": False,
        "lines.linewidth": 2,
        "path.simplify": False,
    }


def style():
    """Set the house style for every picture drawn from now on, also those drawn by hand.

    Called by ``setup``. The charts of this package do not depend on it: they bring it with them.
    """
    import matplotlib

    matplotlib.rcParams.update(settings())


@contextmanager
def house():
    """Use the house style inside a ``with`` block, whatever was set before."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(settings())
        yield
