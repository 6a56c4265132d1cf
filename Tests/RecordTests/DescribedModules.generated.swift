// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of all modules. Not edited by hand.

import CanonicalJSON

@testable import Audit
@testable import Benchmarks
@testable import Contracts
@testable import DataFolder
@testable import HTTPAPI
@testable import Ledger
@testable import Marine
@testable import Notifier
@testable import Publication
@testable import Telemetry
@testable import Witness

/// What one module describes.
struct DescribedModule {
    /// The module's name.
    let name: String
    /// Its described types.
    let records: [any Described.Type]
    /// The other types of it that are coded.
    let values: [ValueDescription]

    /// Every module that describes types, by name.
    static let all = [
        DescribedModule(name: "Audit", records: AuditRecords.all, values: AuditRecords.values),
        DescribedModule(name: "Benchmarks", records: BenchmarksRecords.all, values: BenchmarksRecords.values),
        DescribedModule(name: "Contracts", records: ContractsRecords.all, values: ContractsRecords.values),
        DescribedModule(name: "DataFolder", records: DataFolderRecords.all, values: DataFolderRecords.values),
        DescribedModule(name: "HTTPAPI", records: HTTPAPIRecords.all, values: HTTPAPIRecords.values),
        DescribedModule(name: "Ledger", records: LedgerRecords.all, values: LedgerRecords.values),
        DescribedModule(name: "Marine", records: MarineRecords.all, values: MarineRecords.values),
        DescribedModule(name: "Notifier", records: NotifierRecords.all, values: NotifierRecords.values),
        DescribedModule(name: "Publication", records: PublicationRecords.all, values: PublicationRecords.values),
        DescribedModule(name: "Telemetry", records: TelemetryRecords.all, values: TelemetryRecords.values),
        DescribedModule(name: "Witness", records: WitnessRecords.all, values: WitnessRecords.values),
    ]
}
