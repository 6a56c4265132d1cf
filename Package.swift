// swift-tools-version: 6.2
import PackageDescription

// The arrows between modules are those of the Architecture page's table and no others;
// TidyTests compares the two.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let collections: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let hummingbirdTesting: Target.Dependency = .product(
    name: "HummingbirdTesting",
    package: "hummingbird"
)
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let serviceLifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)

let unixSignals: Target.Dependency = .product(
    name: "UnixSignals",
    package: "swift-service-lifecycle"
)

let package = Package(
    name: "plimsoll",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "plimsoll", targets: ["plimsoll"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.1.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.80.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.5.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.15.0"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle.git",
            from: "2.6.0"
        ),
    ],
    targets: [
        // The pure core.
        .target(name: "CanonicalJSON", swiftSettings: settings),
        .target(name: "Marine", dependencies: ["CanonicalJSON"], swiftSettings: settings),
        .target(name: "Ed25519", swiftSettings: settings),
        .target(name: "NISTP256", swiftSettings: settings),
        .target(
            name: "TransparencyLog",
            dependencies: ["Ed25519", crypto],
            swiftSettings: settings
        ),
        .target(
            name: "Contracts",
            dependencies: ["Marine", "CanonicalJSON", "Ed25519", "NISTP256", crypto],
            swiftSettings: settings
        ),

        // The ledger and what is kept beside it.
        .target(
            name: "Ledger",
            dependencies: [
                "Contracts", "CanonicalJSON", "TransparencyLog", collections, crypto, logging,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Telemetry",
            dependencies: ["Marine", "CanonicalJSON"],
            swiftSettings: settings
        ),
        .target(
            name: "SQLiteFiles",
            dependencies: [grdb, grdbSQLite],
            swiftSettings: settings
        ),
        .target(
            name: "Storage",
            dependencies: ["Ledger", "Telemetry", "SQLiteFiles", grdb, grdbSQLite, logging],
            swiftSettings: settings
        ),
        .target(name: "HTTPClient", dependencies: ["CCurl"], swiftSettings: settings),
        .target(
            name: "HTTPConnections",
            dependencies: [hummingbird, logging, nioCore, serviceLifecycle],
            swiftSettings: settings
        ),
        .target(
            name: "Notifier",
            dependencies: [
                "Ledger", "HTTPClient", "SQLiteFiles", crypto, grdb, logging, serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Witness",
            dependencies: [
                "Ledger", "HTTPClient", "HTTPConnections", "SQLiteFiles", grdb, hummingbird,
                logging, serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        .target(name: "Timestamping", dependencies: ["COpenSSL"], swiftSettings: settings),
        .target(
            name: "Audit",
            dependencies: ["Ledger", "Telemetry", "Timestamping", "COpenSSL", crypto],
            swiftSettings: settings
        ),

        // What its users reach.
        .target(
            name: "Publication",
            dependencies: ["Ledger", "HTTPClient", "Timestamping", logging, serviceLifecycle],
            swiftSettings: settings
        ),
        .target(
            name: "Services",
            dependencies: [
                "Ledger", "Telemetry", "Publication", crypto, logging, serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "DataFolder",
            dependencies: [
                "Services", "Storage", "Notifier", "Audit", crypto, cryptoExtras, logging,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "HTTPAPI",
            dependencies: [
                "Services", "Notifier", "HTTPConnections", "CZlib", hummingbird, logging,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Benchmarks",
            dependencies: [
                "DataFolder", "HTTPClient", crypto, grdb, grdbSQLite, hummingbird, logging, nioCore,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "plimsoll",
            dependencies: [
                "Benchmarks", "HTTPAPI", "HTTPConnections", "DataFolder", "Services", "Publication",
                "Storage",
                "SQLiteFiles", "Timestamping", "Audit", "Notifier", "Witness", "HTTPClient",
                "Telemetry",
                "CJemalloc", "Ledger", "Contracts", "TransparencyLog", "CanonicalJSON", "Marine",
                argumentParser, crypto, grdb, hummingbird, logging, nioCore, nioPosix,
                serviceLifecycle, unixSignals,
            ],
            swiftSettings: settings
        ),

        // C interfaces to the system's libraries.
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(
            name: "COpenSSL",
            linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]
        ),
        .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
        // Linked where it is installed, done without where it is not.
        .systemLibrary(
            name: "CJemalloc",
            pkgConfig: "jemalloc",
            providers: [.apt(["libjemalloc-dev"])]
        ),

        // What tests share: samples of the contracts, and a platform with its clients around it.
        .testTarget(
            name: "TestSamples",
            dependencies: [
                "Contracts", "Telemetry", "TransparencyLog", "Marine", "Ed25519", "NISTP256",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TestSupport",
            dependencies: [
                "TestSamples", "HTTPAPI", "HTTPConnections", "DataFolder", "Services",
                "Publication", "Notifier", "HTTPClient", "Storage", grdb,
                "Telemetry", "Ledger", "Contracts", "TransparencyLog", "CanonicalJSON", "Marine",
                crypto, hummingbird, hummingbirdTesting, logging, nioCore, nioHTTP1, nioPosix,
                serviceLifecycle,
            ],
            swiftSettings: settings
        ),

        // The pure core.
        .testTarget(
            name: "MarineTests",
            dependencies: ["TestSamples", "Marine", "CanonicalJSON"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CanonicalJSONTests",
            dependencies: ["CanonicalJSON", crypto],
            swiftSettings: settings
        ),
        .testTarget(
            name: "Ed25519Tests",
            dependencies: [
                "TestSupport", "TestSamples", "Audit", "Ledger", "Contracts", "TransparencyLog",
                "Ed25519", crypto,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "NISTP256Tests",
            dependencies: [
                "TestSupport", "TestSamples", "Audit", "Ledger", "Contracts", "TransparencyLog",
                "NISTP256", crypto,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TransparencyLogTests",
            dependencies: ["TestSamples", "TransparencyLog"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ContractsTests",
            dependencies: ["TestSamples", "Telemetry", "Contracts", "Marine", "CanonicalJSON"],
            swiftSettings: settings
        ),

        // The ledger and what is kept beside it.
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "TestSupport", "TestSamples", "Storage", "Ledger", "Contracts", "TransparencyLog",
                "CanonicalJSON", "Marine", crypto, logging,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TelemetryTests",
            dependencies: ["TestSamples", "Telemetry", "CanonicalJSON", "Marine"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SQLiteFilesTests",
            dependencies: ["TestSupport", "SQLiteFiles", "Storage", "Ledger", grdb],
            swiftSettings: settings
        ),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "TestSupport", "TestSamples", "Storage", "SQLiteFiles", "Telemetry", "Ledger",
                "Contracts", "TransparencyLog", "CanonicalJSON", "Marine", crypto, grdb, logging,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "HTTPClientTests",
            dependencies: ["TestSupport", "HTTPClient"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "NotifierTests",
            dependencies: [
                "TestSupport", "Notifier", "HTTPClient", "SQLiteFiles", crypto, grdb, logging,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "WitnessTests",
            dependencies: [
                "TestSupport", "TestSamples", "Witness", "HTTPAPI", "HTTPConnections",
                "DataFolder", "Services", "Publication", "HTTPClient",
                "Storage", "Ledger", "Contracts", "TransparencyLog", "CanonicalJSON", "Marine",
                grdb, hummingbird, hummingbirdTesting, logging, nioCore, serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TimestampingTests",
            dependencies: ["TestSupport", "Timestamping"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AuditTests",
            dependencies: [
                "TestSupport", "TestSamples", "Audit", "Timestamping", "Telemetry", "Ledger",
                "Contracts", "TransparencyLog", "CanonicalJSON", "Marine", crypto,
            ],
            swiftSettings: settings
        ),

        // What its users reach.
        .testTarget(
            name: "ServicesTests",
            dependencies: [
                "TestSupport", "TestSamples", "SQLiteFiles", "DataFolder", "Services", "Audit",
                "Storage", "Notifier", "HTTPClient", "Timestamping",
                "Telemetry", "Ledger", "Contracts", "TransparencyLog", "CanonicalJSON", "Marine",
                crypto, grdb, logging,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "HTTPAPITests",
            dependencies: [
                "TestSupport", "TestSamples", "HTTPAPI", "HTTPConnections", "DataFolder",
                "Services", "Publication", "Notifier", "HTTPClient", "Witness",
                "Storage", "Telemetry", "Ledger", "Contracts", "TransparencyLog", "CanonicalJSON",
                "Marine", "CZlib", crypto, grdb, hummingbird, hummingbirdTesting, logging, nioCore,
                nioHTTP1, serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PublicationTests",
            dependencies: [
                "TestSupport", "TestSamples", "HTTPAPI", "DataFolder", "Services", "Publication",
                "Witness", "Audit",
                "Timestamping", "HTTPClient", "Storage", "Ledger", "Contracts", "TransparencyLog",
                "CanonicalJSON", "Marine", hummingbird, hummingbirdTesting, logging, nioCore,
                serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PlimsollTests",
            dependencies: [
                "TestSupport", "TestSamples", "plimsoll", "DataFolder", "Notifier", "HTTPClient",
                "Ledger", "Contracts", "Marine", "TransparencyLog", "CanonicalJSON",
            ],
            swiftSettings: settings
        ),
        // What every module describes.
        .testTarget(
            name: "RecordTests",
            dependencies: [
                "TestSupport", "Audit", "HTTPAPI", "DataFolder", "Notifier", "Witness", "Ledger",
                "Contracts", "TransparencyLog", "CanonicalJSON", "Marine",
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "TidyTests", swiftSettings: settings),
    ]
)
