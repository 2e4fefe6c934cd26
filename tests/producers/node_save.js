// node_save.js MODULES PROGRAM IN OUT FORMAT: opens a workbook and saves it again.
const [modules, program, source, target, format] = process.argv.slice(2);
const load = name => require(modules + "/node_modules/" + name);
const programs = {
    exceljs: async () => {
        const book = new (load("exceljs")).Workbook();
        await book.xlsx.readFile(source);
        await (format === "csv" ? book.csv.writeFile(target) : book.xlsx.writeFile(target));
    },
    populate: async () => (await load("xlsx-populate").fromFileAsync(source)).toFileAsync(target),
    sheetjs: async () => {
        const XLSX = load("xlsx");
        XLSX.writeFile(XLSX.readFile(source, { cellDates: true, cellStyles: true }), target, { bookType: format });
    },
};
programs[program]().catch(e => { console.error(String(e)); process.exit(1); });
