"""What keeps somebody from reading a notebook with eyes or ears: on a page of JupyterLab, in every theme."""

KINDS = ["explorer", "prediction", "sketch", "sorting", "verdict", "decision", "overview"]
OURS = ", ".join(f".mlp-{kind}" for kind in KINDS)
THEMES = "JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"
SPOKEN = {"slider", "button", "checkbox", "radio", "combobox", "textbox", "spinbutton", "image", "group"}
# Contrast of every word of ours outside pictures with what is behind it, by the formula of WCAG 2. A button
# that cannot be pressed yet counts too: it is half transparent, so its background is seen through its words.
LOW_CONTRASTS = r"""ours => {
    const numbers = color => color.match(/[\d.]+/g).map(Number);
    const light = color => numbers(color).slice(0, 3).map(c => c / 255)
        .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
    const opacity = node => node ? getComputedStyle(node).opacity * opacity(node.parentElement) : 1;
    const seen = (color, below, share) => {
        const [top, bottom] = [numbers(color), numbers(below)], solid = share * (top[3] ?? 1);
        return `rgb(${[0, 1, 2].map(k => solid * top[k] + (1 - solid) * bottom[k]).join()})`;
    };
    const behind = node => {
        for (; node; node = node.parentElement) {
            const color = getComputedStyle(node).backgroundColor;
            if ((numbers(color)[3] ?? 1) === 1) return color;
        }
        return 'rgb(255, 255, 255)';
    };
    const low = [];
    for (const root of document.querySelectorAll(ours))
        for (const node of root.querySelectorAll('*')) {
            const hasWords = [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
            if (!hasWords || node.closest('option')) continue;  // a menu that is closed
            const below = behind(node), color = seen(getComputedStyle(node).color, below, opacity(node));
            const pair = [light(color), light(below)];
            const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
            if (contrast < 4.5) low.push(`${contrast.toFixed(1)}: ${node.textContent.slice(0, 40)}`);
        }
    return [...new Set(low)];
}"""
MISSPOKEN = """() => [...document.querySelectorAll('.mlp-explorer .noUi-handle')]
    .map(handle => [handle.getAttribute('aria-valuetext'),
        handle.closest('.widget-slider').querySelector('.widget-readout')?.textContent])
    .filter(([spoken, shown]) => shown !== undefined && spoken !== shown)"""


def unnamed(page):
    """What a screen reader meets without a name, or a slider that does not speak the number that it shows."""
    session, found = page.context.new_cdp_session(page), []
    for number in range(page.locator(OURS).count()):
        ask = {"expression": f"document.querySelectorAll('{OURS}')[{number}]"}
        root = session.send("Runtime.evaluate", ask)["result"]["objectId"]
        nodes = session.send("Accessibility.queryAXTree", {"objectId": root})["nodes"]
        nodes = [node for node in nodes if not node["ignored"] and node["role"]["value"] in SPOKEN]
        found += [node["role"] for node in nodes if not node["name"]["value"].strip()]
    return found + page.evaluate(MISSPOKEN)


def low_contrasts(page):
    """The words of ours with too little contrast, by theme. In the end the page has its usual theme again."""
    found = {}
    for theme in reversed(THEMES):
        page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
        page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)
        found[theme] = page.evaluate(LOW_CONTRASTS, OURS)
    return found
