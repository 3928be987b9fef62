"""Files in .docx as Word saves them: computed numbers, tables, text boxes, heads of pages."""

import io

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def define_list(document, number, *levels):
    """``levels`` are (form, text) of numbering.xml; ``number`` names the list."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    root.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inner}</w:abstractNum>'
        ),
    )
    add_list(document, number, number)


def add_list(document, number, abstract, start=None):
    """Another list with the levels of ``abstract``; ``start`` restarts its first level."""
    change = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        if start
        else ""
    )
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}">'
            f'<w:abstractNumId w:val="{abstract}"/>{change}</w:num>'
        )
    )


def numbered(document, text, level=0, number=77):
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
            f'<w:numId w:val="{number}"/></w:numPr>'
        )
    )
    return paragraph


def add_text_box(document, *texts):
    """A text box as Word saves it: twice, the second time for older programs."""
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    box = f"<w:txbxContent>{inner}</w:txbxContent>"
    document.add_paragraph()._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {MC}><mc:AlternateContent>"
            f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )


def lyceum():
    """Everything at once."""
    document = Document()
    define_list(
        document,
        77,
        ("decimal", "%1."),
        ("decimal", "%1.%2."),
        ("decimal", "%1.%2.%3."),
        ("bullet", ""),
    )
    document.sections[0].header.paragraphs[0].text = "МБОУ «Лицей № 8»"
    table = document.add_table(rows=1, cols=2)
    table.cell(
        0, 0
    ).text = "ПРИНЯТО\nна заседании педагогического совета\nпротокол от 28.08.2025 № 1"
    table.cell(
        0, 1
    ).text = (
        "УТВЕРЖДАЮ\nДиректор МБОУ «Лицей № 8»\n___ Н.П. Светлова\nПриказ от 29.08.2025 № 14/3-од"
    )
    document.add_heading("Положение", 0)
    document.add_paragraph("об использовании платформы «Сферум» в МБОУ «Лицей № 8»")
    numbered(document, "Общие положения")
    numbered(document, "Настоящее Положение регулирует порядок использования платформы.", 1)
    numbered(document, "Положение разработано в соответствии с:", 1)
    numbered(document, "Федеральным законом от 29.12.2012 № 273-ФЗ «Об образовании»;", 3)
    numbered(document, "приказом Минцифры России от 15.07.2022 № 542/1 «О мероприятиях».", 3)
    numbered(document, "Чаты")
    numbered(document, "Виды чатов приведены в таблице:", 1)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Чат", "Кто", "Чат класса", "Учитель"), strict=True):
        cell.text = text
    numbered(document, "Классный руководитель обязан:", 1)
    numbered(document, "создать чат в течение недели;", 2)
    numbered(document, "следить за составом чата.", 2)
    numbered(document, "Заключительные положения")
    numbered(document, "Положение действует до замены новым.", 1)
    add_text_box(
        document, "Документ подписан электронной подписью", "Сертификат 0123456789ABCDEF0123"
    )
    return document
