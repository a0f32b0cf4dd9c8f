/// The description of the API, served with it. A test holds every route against it.
enum OpenAPIDocument {
    static let text = #"""
        {
          "openapi": "3.1.0",
          "info": {"title": "Bourse host", "version": "0.1.0", "description": "Platforms, health and gated orders. Amounts are exact decimals written as strings."},
          "servers": [{"url": "/"}],
          "security": [],
          "paths": {
            "/api/health": {"get": {"operationId": "getHealth", "summary": "Whether the host is well", "responses": {"200": {"description": "Status, version and time", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Health"}}}}}}},
            "/api/system/platforms": {"get": {"operationId": "listPlatforms", "summary": "The five platforms with limits and adapter states; key_state only with a token", "responses": {"200": {"description": "All platforms in the catalog's order", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Platforms"}}}}, "304": {"description": "Not changed since the given ETag"}}}},
            "/api/orders": {
              "get": {"operationId": "listOrders", "summary": "The newest 500 orders", "security": [{"bearer": []}], "responses": {"200": {"description": "Orders, newest first", "content": {"application/json": {"schema": {"type": "object", "required": ["orders", "count"], "properties": {"orders": {"type": "array", "items": {"$ref": "#/components/schemas/Order"}}, "count": {"type": "integer"}}}}}}, "401": {"$ref": "#/components/responses/Problem"}}},
              "post": {
                "operationId": "submitOrder", "summary": "Submits an order through gate and journal; repeating key and body repeats the answer", "security": [{"bearer": []}],
                "parameters": [{"name": "Idempotency-Key", "in": "header", "required": true, "schema": {"type": "string", "minLength": 1, "maxLength": 128}}],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewOrder"}}}},
                "responses": {
                  "201": {"description": "The venue has the order", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
                  "202": {"description": "The answer was lost: the state is unknown until the venue's proof settles it", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
                  "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
                  "409": {"description": "Refused by a gate, or the key was used for another request"},
                  "413": {"$ref": "#/components/responses/Problem"},
                  "422": {"description": "Refused by a rule, by the venue, or a field is wrong"}, "429": {"description": "Refused by a rate or count limit"},
                  "503": {"description": "Venue or store unavailable; the body says whether the order may exist"}
                }
              }
            },
            "/api/orders/{id}": {
              "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
              "get": {"operationId": "getOrder", "summary": "One order, read again from the venue while it is open", "security": [{"bearer": []}], "responses": {"200": {"description": "The order with gates, fills and journal", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}, "401": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"}}},
              "delete": {"operationId": "cancelOrder", "summary": "Asks the venue to cancel", "security": [{"bearer": []}], "responses": {"202": {"description": "Asked; the member cancel says what the venue answered", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}, "401": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/Problem"}}}
            },
            "/openapi.json": {"get": {"operationId": "getDescription", "summary": "This document", "responses": {"200": {"description": "OpenAPI 3.1"}}}}
          },
          "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "responses": {"Problem": {"description": "The one error shape", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}},
            "schemas": {
              "Amount": {"type": "string", "description": "Exact decimal, no exponent", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"},
              "Health": {"type": "object", "required": ["status", "database", "version", "timestamp"], "properties": {"status": {"type": "string"}, "database": {"type": "string"}, "version": {"type": "string"}, "timestamp": {"type": "string", "format": "date-time"}}},
              "Platforms": {"type": "object", "required": ["platforms", "total_count", "total_bot_limit", "default", "timestamp"], "properties": {"platforms": {"type": "array", "items": {"$ref": "#/components/schemas/Platform"}}, "total_count": {"type": "integer"}, "total_bot_limit": {"type": "integer"}, "default": {"type": "string"}, "timestamp": {"type": "string", "format": "date-time"}}},
              "Platform": {"type": "object", "required": ["id", "name", "display_name", "enabled", "coming_soon", "bot_limit", "supports_paper", "supports_live", "quote_currencies", "required_key_fields", "icon", "color", "region", "adapter"], "properties": {"id": {"type": "string"}, "bot_limit": {"type": "integer"}, "key_state": {"type": "string"}, "adapter": {"type": "object", "required": ["state", "version", "capabilities"], "properties": {"state": {"enum": ["connected", "not_built", "unreachable"]}, "version": {"type": ["string", "null"]}, "capabilities": {"type": ["object", "null"]}}}}},
              "NewOrder": {"type": "object", "additionalProperties": false, "required": ["platform", "symbol", "side", "type"], "properties": {"platform": {"type": "string"}, "exchange": {"type": "string", "description": "Alias of platform"}, "symbol": {"type": "string", "examples": ["BTC/USDT"]}, "side": {"enum": ["buy", "sell"]}, "type": {"enum": ["market", "limit", "stopMarket", "stopLimit", "takeProfit", "takeProfitLimit"]}, "quantity": {"$ref": "#/components/schemas/Amount"}, "quote_amount": {"$ref": "#/components/schemas/Amount"}, "price": {"$ref": "#/components/schemas/Amount"}, "trigger_price": {"$ref": "#/components/schemas/Amount"}, "time_in_force": {"enum": ["GTC", "IOC", "FOK"]}, "post_only": {"type": "boolean"}, "bot_id": {"type": "string"}}},
              "Order": {"type": "object", "required": ["order_id", "client_order_id", "state", "gates", "fills", "timeline"], "properties": {"order_id": {"type": "string"}, "client_order_id": {"type": "string"}, "venue_order_id": {"type": ["string", "null"]}, "state": {"enum": ["pending", "submitted", "partially_filled", "filled", "cancelled", "rejected", "expired", "unknown"]}, "gates": {"type": "array"}, "fills": {"type": "array"}, "timeline": {"type": "array"}, "filled_base": {"$ref": "#/components/schemas/Amount"}, "error": {"type": ["object", "null"]}}},
              "Problem": {"type": "object", "required": ["detail", "code", "message", "success"], "properties": {"detail": {"type": "string"}, "code": {"type": "string"}, "message": {"type": "string"}, "action": {"type": ["string", "null"]}, "severity": {"type": "string"}, "success": {"const": false}, "request_id": {"type": ["string", "null"]}, "errors": {"type": "array"}}}
            }
          }
        }
        """#
}
