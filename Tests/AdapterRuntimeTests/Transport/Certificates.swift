/// Keys and certificates of this folder's servers, made once with openssl: worth nothing anywhere else.
enum Certificates {
    /// The authority that signed the others.
    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBrjCCAVWgAwIBAgIUMv/LIlMdWDVoiMnUr9FbPemcRiYwCgYIKoZIzj0EAwIw
        JDEiMCAGA1UEAwwZQm91cnNlIHRyYW5zcG9ydCB0ZXN0cyBDQTAgFw0yNjExMjQx
        MjUxMjdaGA8yMTI2MTAzMTEyNTEyN1owJDEiMCAGA1UEAwwZQm91cnNlIHRyYW5z
        cG9ydCB0ZXN0cyBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGrLjdWMpWXd
        b23ptppu9CYpCa+bB8WrSMdQU50ywtryLuNq1+dnwUY1YkPuUXZbw0O4cR8ckxIN
        JJ7+g9x+EuujYzBhMB0GA1UdDgQWBBRhrHfLLowVxeyCOHPQULVIRAIXJTAfBgNV
        HSMEGDAWgBRhrHfLLowVxeyCOHPQULVIRAIXJTAPBgNVHRMBAf8EBTADAQH/MA4G
        A1UdDwEB/wQEAwICBDAKBggqhkjOPQQDAgNHADBEAiBqdfmrH+3CuxYy3WpYCfCE
        Cpao7/8qV1WhsbVGmMBwOgIgW5ECuUDhKDQneMHOrNDit7HhWPHOhGvoBF8LNA3H
        XpE=
        -----END CERTIFICATE-----
        """

    /// The key of all three servers.
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgeYefTkYPAnir5c26
        +ItCWKZGnfqDxOGsxMjG013i+5GhRANCAARKwEiw7kjpUwwuVO1qyYQXB0m+HwnV
        NVK2d8maEXccSnmtFN+zHbxxx/76ODd7FMA2ud6K0rebB04fL/HA1mvE
        -----END PRIVATE KEY-----
        """

    /// 127.0.0.1 and localhost, 2024 to 2124.
    static let valid = """
        -----BEGIN CERTIFICATE-----
        MIIBjzCCATSgAwIBAgIBATAKBggqhkjOPQQDAjAkMSIwIAYDVQQDDBlCb3Vyc2Ug
        dHJhbnNwb3J0IHRlc3RzIENBMCAXDTI0MDEwMTAwMDAwMFoYDzIxMjQwMTAxMDAw
        MDAwWjAQMQ4wDAYDVQQDDAV2YWxpZDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
        BErASLDuSOlTDC5U7WrJhBcHSb4fCdU1UrZ3yZoRdxxKea0U37MdvHHH/vo4N3sU
        wDa53orSt5sHTh8v8cDWa8SjaTBnMAkGA1UdEwQCMAAwGgYDVR0RBBMwEYcEfwAA
        AYIJbG9jYWxob3N0MB0GA1UdDgQWBBSbVlzg3rH3DGBOy+Fvp6UA3Y1pEDAfBgNV
        HSMEGDAWgBRhrHfLLowVxeyCOHPQULVIRAIXJTAKBggqhkjOPQQDAgNJADBGAiEA
        /Y8lWKHUhjou3o9AzmQYmGqP2RaBuJRX5UQFiG6pvQ4CIQCkwA16RzsHX0gccB5Q
        UOcsEIhjBwlUvpM//UKx9mmVVw==
        -----END CERTIFICATE-----
        """

    /// other.example only, 2024 to 2124.
    static let otherHost = """
        -----BEGIN CERTIFICATE-----
        MIIBkTCCATagAwIBAgIBAjAKBggqhkjOPQQDAjAkMSIwIAYDVQQDDBlCb3Vyc2Ug
        dHJhbnNwb3J0IHRlc3RzIENBMCAXDTI0MDEwMTAwMDAwMFoYDzIxMjQwMTAxMDAw
        MDAwWjAUMRIwEAYDVQQDDAlvdGhlcmhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMB
        BwNCAARKwEiw7kjpUwwuVO1qyYQXB0m+HwnVNVK2d8maEXccSnmtFN+zHbxxx/76
        ODd7FMA2ud6K0rebB04fL/HA1mvEo2cwZTAJBgNVHRMEAjAAMBgGA1UdEQQRMA+C
        DW90aGVyLmV4YW1wbGUwHQYDVR0OBBYEFJtWXODesfcMYE7L4W+npQDdjWkQMB8G
        A1UdIwQYMBaAFGGsd8sujBXF7II4c9BQtUhEAhclMAoGCCqGSM49BAMCA0kAMEYC
        IQCcF410Dr+Ucipdziu7V3rdkket/YhJtXQGvwsy7jUWZgIhAOmxVvtQGstxX8wd
        txiyXiXNumqDGKmzDREf9pqfUL3o
        -----END CERTIFICATE-----
        """

    /// 127.0.0.1 and localhost, the year 2020.
    static let expired = """
        -----BEGIN CERTIFICATE-----
        MIIBjjCCATSgAwIBAgIBAzAKBggqhkjOPQQDAjAkMSIwIAYDVQQDDBlCb3Vyc2Ug
        dHJhbnNwb3J0IHRlc3RzIENBMB4XDTIwMDEwMTAwMDAwMFoXDTIxMDEwMTAwMDAw
        MFowEjEQMA4GA1UEAwwHZXhwaXJlZDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
        BErASLDuSOlTDC5U7WrJhBcHSb4fCdU1UrZ3yZoRdxxKea0U37MdvHHH/vo4N3sU
        wDa53orSt5sHTh8v8cDWa8SjaTBnMAkGA1UdEwQCMAAwGgYDVR0RBBMwEYcEfwAA
        AYIJbG9jYWxob3N0MB0GA1UdDgQWBBSbVlzg3rH3DGBOy+Fvp6UA3Y1pEDAfBgNV
        HSMEGDAWgBRhrHfLLowVxeyCOHPQULVIRAIXJTAKBggqhkjOPQQDAgNIADBFAiEA
        +poceCSaPkREq4rq4Q1uYmTGp4I2QRL3v/HeO1Fy8NUCICTo53+1PNNoFc8mk5Kb
        sGvFMDUTwJz2hY1ngsDCDQT+
        -----END CERTIFICATE-----
        """
}
