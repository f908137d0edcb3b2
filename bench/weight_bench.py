"""Measures what a first visit and the next page cost on the wire, in a real Chromium with an empty cache."""

from __future__ import annotations

from playwright.sync_api import Page

from bench.site import chromium, our_site

BUDGET_KB = 250


def received(page: Page, address: str) -> list[tuple[str, int]]:
    """The path and bytes on the wire of everything one page load asks for (headers included)."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.responseReceived", lambda event: urls.update({event["requestId"]: event["response"]["url"]}))
    session.on(
        "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])})
    )
    page.goto(address, wait_until="networkidle")
    session.detach()
    return [(urls[name].removeprefix(address), size) for name, size in sizes.items() if name in urls]


def main() -> None:
    """Print the weight of the home page, then of the questionnaire with a warm cache."""
    with our_site() as address, chromium() as browser:
        context = browser.new_context()
        page = context.new_page()
        first = received(page, address + "/")
        for path, size in sorted(first, key=lambda item: -item[1])[:8]:
            print(f"  {size / 1000:7.1f} kB  {path[:90]}")
        total = sum(size for _, size in first)
        print(f"first load: {total / 1000:.1f} kB on the wire, {len(first)} requests (budget {BUDGET_KB} kB)")
        second = received(page, address + "/diagnostic/")
        print(f"questionnaire, warm cache: {sum(size for _, size in second) / 1000:.1f} kB, {len(second)} requests")
        third = received(page, address + "/")
        print(f"second visit of the home page: {sum(size for _, size in third) / 1000:.1f} kB, {len(third)} requests")
        context.close()


if __name__ == "__main__":
    main()
