"""OCR: processor time a page against OCRmyPDF, at equal recall of the planted names."""

from __future__ import annotations

from bench.ground import SCANNED, Ground
from bench.measure import Job, in_turn
from bench.sheets import SCAN_DPI
from bench.table import Row

_GOAL = 0.7


def measure(ground: Ground) -> list[Row]:
    pdf, names = ground.scanned
    ours, peer = in_turn(
        Job("ours_ocr:whole", {"pdf": pdf, "names": names}),
        Job("ocrmypdf_ocr:whole", {"pdf": pdf, "out": ground.path("ocr.pdf"), "names": names}),
        pairs=ground.pairs,
    )
    share = ours.cpu / peer.cpu
    equal = ours.fact("read") >= peer.fact("read")
    note = (
        f"{SCANNED} generated scans of {SCAN_DPI} dpi: ours {ours.cpu / SCANNED:.1f} s of CPU a page, OCRmyPDF (--force-ocr, one job) "
        f"{peer.cpu / SCANNED:.1f} s; names read whole: {ours.fact('read')} and {peer.fact('read')} of {sum(map(len, names))}. "
        "Ours looks for barcodes as well; OCRmyPDF writes a PDF."
    )
    return [
        Row(
            "OCR, CPU a page, as a part of OCRmyPDF's",
            f"≤ {_GOAL}× at equal recall",
            f"{share:.2f}×",
            share <= _GOAL and equal,
            note,
        )
    ]
